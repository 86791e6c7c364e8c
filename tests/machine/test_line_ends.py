"""A difference that cannot be seen is named, not shown as two lines that look the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.run.interpreter import Interpreter
from deepcuts.run.observe import Observation
from deepcuts.run.verify import complaint
from deepcuts.snippet.difference import unified_diff
from deepcuts.snippet.outputs import OutputsError
from deepcuts.snippet.sections import read_sections
from deepcuts.snippet.snippet import Snippet

HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"
PROGRAM = "f()\n#> 1\ng()\n"
OLDER = HEADER + ">=3.11,<3.13\nline 1\n#> 0\n"
CRLF = "its lines end in CRLF; save it with LF"


def said(snippet: Snippet, version: str) -> list[str]:
    """What is said on a Python that prints what the snippet says; without the folder of the test."""
    seen = Observation(snippet.expected(Version(version)))
    text = complaint(snippet, Interpreter(Path("python"), Version(version), ""), seen)
    return text.replace(f"{snippet.main.parent}/", "").splitlines()


def recorded(write: Callable[..., Snippet], program: str, older: str) -> Snippet:
    snippet = write("c.py", program)
    snippet.older_file.write_bytes(older.encode("utf-8"))
    return snippet


@pytest.mark.parametrize(
    ("older", "line"),
    [(OLDER.replace("\n", "\r\n"), 1), (OLDER.replace("line 1\n", "line 1\r\n"), 3), (f"{OLDER[:-1]}\r\n", 4)],
    ids=["all", "one", "the last"],
)
def test_carriage_returns_beside_the_program_are_named(older: str, line: int, write: Callable[..., Snippet]) -> None:
    assert [f"c.outputs:{line}: {CRLF}"] == said(recorded(write, PROGRAM, older), "3.11.9")


@pytest.mark.parametrize(
    ("program", "line"),
    [("f()\r\n#> 1\ng()\n", 1), ("f()\n#> 1\r\ng()\n", 2), ("f()\r\ng()\r\n#> 1\n", 1)],
    ids=["the first", "an output", "all but an output"],
)
def test_carriage_returns_of_some_lines_of_a_program_are_named(
    program: str, line: int, write: Callable[..., Snippet]
) -> None:
    assert [f"c.py:{line}: {CRLF}"] == said(write("c.py", program), "3.15.1")


def test_a_carriage_return_alone_beside_the_program_is_refused(write: Callable[..., Snippet]) -> None:
    """Else a file with the line ends of old Macs would be one comment, and say nothing."""
    message = "^a carriage return stands alone; end lines in "
    for older, line in (OLDER.replace("\n", "\r"), 1), (OLDER.replace("#> 0", "#> 0\r1"), 4):
        with pytest.raises(OutputsError, match=message) as caught:
            read_sections(older)
        assert line == caught.value.line


SAME_TO_THE_EYE = {
    "no final newline": (OLDER[:-1], ["-#> 0", "+#> 0\\n"]),
    "a blank line at the end": (f"{OLDER}\n", ["-"]),
    "a space where nothing was printed": (OLDER.replace("#> 0", "#> 0\n#> "), ["-#> \\n", "+#>\\n"]),
}


@pytest.mark.parametrize(("older", "rows"), SAME_TO_THE_EYE.values(), ids=SAME_TO_THE_EYE)
def test_what_is_written_otherwise_beside_the_program_can_be_seen(
    older: str, rows: list[str], write: Callable[..., Snippet]
) -> None:
    first, *diff = said(recorded(write, PROGRAM, older), "3.11.9")
    assert first.endswith(": is not written as `nox -s update` writes it")
    assert rows == [row for row in diff if row[0] in "-+" and not row.startswith(("---", "+++"))]


def test_what_is_written_otherwise_in_a_program_can_be_seen(write: Callable[..., Snippet]) -> None:
    first, *diff = said(write("c.py", "f()\n#> \n"), "3.15.1")
    assert "c.py:2: is not written as `nox -s update` writes it" == first
    assert ["-#> \\n", "+#>\\n"] == diff[-2:]


@pytest.mark.parametrize(
    ("says", "prints", "rows"),
    [
        ("a\n", "a", ["-a\\n", "+a"]),
        ("a", "a ", ["-a", "+a\\x20"]),
        ("a\n", "a\r\n", ["-a\\n", "+a\\r\\n"]),
        ("    a\n", "\ta\n", ["-    a\\n", "+\\ta\\n"]),
        ("a b\n", "a\u00a0b\n", ["-a b\\n", "+a\\xa0b\\n"]),
        ("ab\n", "a\u200bb\n", ["-ab\\n", "+a\\u200bb\\n"]),
        ("\\r\n", "\\r\r\n", ["-\\\\r\\n", "+\\\\r\\r\\n"]),
        ("\ta\n", "\tb\n", ["-\ta", "+\tb"]),
    ],
)
def test_lines_of_a_difference_can_be_told_apart(says: str, prints: str, rows: list[str]) -> None:
    """Python's escapes, where nothing else tells them apart; the newline written out."""
    assert rows == unified_diff(says, prints, "a").splitlines()[-2:]


def test_a_program_may_have_carriage_returns_throughout(write: Callable[..., Snippet]) -> None:
    """git ends its lines in LF when it takes the file in."""
    assert [] == said(write("c.py", PROGRAM.replace("\n", "\r\n")), "3.15.1")
