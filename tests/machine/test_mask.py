"""A declared mask has a limit of time wherever it is used, and is refused where it could be read in two ways."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.project import SnippetError
from deepcuts.run import update
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.merge import RefusedError
from deepcuts.run.observe import observed
from deepcuts.run.verify import complaint
from deepcuts.snippet.mask import Masks, SlowMaskError
from deepcuts.snippet.snippet import Snippet
from tests.pythons import here

HANGS = r"(a|aa)+$"  # needs as many steps as there are ways to write a number as a sum of ones and twos
PATIENCE = 30  # seconds; each of these would take longer than the universe has been here
SLOW = f"the mask `id` takes more than 2 s for one line; write one that can match in one way only: {HANGS}"


def metadata(masks: dict[str, str]) -> str:
    rows = (f"{name} = {json.dumps(pattern)}" for name, pattern in masks.items())
    return f"# /// script\n# [tool.deepcuts]\n# mask = {{ {', '.join(rows)} }}\n# ///\n"


@pytest.fixture
def python() -> Interpreter:
    return here(platform.python_version())


@pytest.fixture
def _in_time() -> object:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < PATIENCE


SNIPPETS = {
    "a program": ("c.py", "print('a' * 90 + '!')\n#> a\n\n" + metadata({"id": HANGS}), 4),
    "a program with many such lines": (
        "c.py",
        "for n in range(500):\n    print('a' * 90 + '!', n)\n\n" + metadata({"id": HANGS}),
        4,
    ),
    "a traceback": ("c.py", "raise ValueError('a' * 90 + '!')\n\n" + metadata({"word": "b+", "id": HANGS}), 3),
    "a transcript": ("c.console", metadata({"id": HANGS}) + "$ python -c \"print('a' * 90 + '!')\"\n", 1),
}


@pytest.mark.usefixtures("_in_time")
@pytest.mark.parametrize(("file", "text", "line"), SNIPPETS.values(), ids=SNIPPETS)
def test_a_verification_ends_and_names_a_mask_that_would_not(
    file: str, text: str, line: int, write: Callable[..., Snippet], python: Interpreter
) -> None:
    snippet = write(file, text)
    said = complaint(snippet, python, observed(snippet, python))
    assert f"{snippet.main}:{line}: {SLOW}" == said.splitlines()[0]
    assert len(said.splitlines()) <= 3


@pytest.mark.usefixtures("_in_time")
@pytest.mark.parametrize(("file", "text", "line"), SNIPPETS.values(), ids=SNIPPETS)
def test_an_update_ends_and_names_a_mask_that_would_not(
    file: str, text: str, line: int, write: Callable[..., Snippet], python: Interpreter
) -> None:
    """It runs a snippet many times, and waits for the mask only once."""
    snippet = write(file, text)
    with pytest.raises(RefusedError) as caught:
        update.observed_texts([snippet], [python])
    assert f"{snippet.main}:{line}: {SLOW}" == str(caught.value).splitlines()[0]
    assert len(str(caught.value).splitlines()) <= 2


def test_masks_that_are_slow_together_are_refused() -> None:
    """No line takes too long, and a thousand of them would."""
    masks = Masks({"id": HANGS}, all_lines=0.5)
    with pytest.raises(SlowMaskError) as caught:
        [*map(masks, ["a" * 20 + "!"] * 1000)]
    assert "the mask `id` takes more than 0.5 s for all that is printed" in str(caught.value)


def test_each_mask_is_shown_by_its_name() -> None:
    """In the order in which they are declared, and whatever `$` or a backslash would mean elsewhere."""
    masks = Masks({"id": r"0x[0-9a-f]+", "a-b": r"(?<=at )<id>(?= and)", "nothing": "$"})
    assert "at <a-b> and <id>\\1<nothing>" == masks("at 0x7f and 0x80\\1")


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("[[a]", "Possible nested set at position 1"),
        ("[0-9||a]", "Possible set union at position 4"),
        ("[a--z]", "Possible set difference at position 2"),
        (r"(?:made){i<=2}", "a brace that holds no count is written `\\{`, not {i<=2}"),
        (r"made{e}", "a brace that holds no count is written `\\{`, not {e}"),
        (r"(?:[0-9]{1000}){1000}", "counts too far: 1,000,000 times in all, and at most 100,000"),
        (r"x{99999}{99}", "multiple repeat at position 8"),
        (r"a(?i)b", "global flags not at the start of the expression at position 1"),
        (r"(", "missing ), unterminated subpattern at position 0"),
        (r"\p{L}", "bad escape \\p at position 0"),
        (r"(?P<a>x)(?P<a>y)", "redefinition of group name 'a' as group 2; was group 1 at position 12"),
    ],
)
def test_a_mask_that_could_be_read_in_two_ways_is_refused_when_it_is_loaded(
    pattern: str, problem: str, write: Callable[..., Snippet], tmp_path: Path
) -> None:
    """Python warns of it, reads it in another way than what keeps the time, or needs hours to read it."""
    with pytest.raises(SnippetError) as caught:
        write("c.py", "print(1)\n\n" + metadata({"id": pattern}))
    assert f"{tmp_path}/a/b/c.py:3: metadata: {problem}" == str(caught.value)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\{e\}",
        r"\b[0-9]{6,}\b",
        r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        r"\N{EURO SIGN}[0-9]{,3}",
        r"(?i:ab)++(?>c|cd)",
        "[\\[a]",
    ],
)
def test_any_other_mask_is_read(pattern: str, write: Callable[..., Snippet]) -> None:
    snippet = write("c.py", "print(1)\n\n" + metadata({"id": pattern}))
    assert {"id": pattern} == {name: mask.pattern for name, mask in snippet.masks.items()}
    text = "{e} 1234567 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f €1234 ABabcd [a"
    assert snippet.masks["id"].sub("<id>", text) == snippet.masked(text)
    assert text != snippet.masked(text)
