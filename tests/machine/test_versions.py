"""Versions in sentences are compared with what is recorded."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.page import versions
from deepcuts.project import OURS, Project, SnippetError, working_on
from tests.files import write

SNIPPETS = {
    "boundary/main.py": 'print("new text")\n#> new text\n\n'
    '# /// script\n# [tool.deepcuts]\n# changed = ["3.13.1"]\n# ///\n',
    "boundary/main.outputs": "# What other Pythons print instead. Written by `nox -s update`.\n"
    ">=3.11,<3.13.1\nline 1\n#> old text\n",
    "new/main.py": 'print(1)\n#> 1\n\n# /// script\n# requires-python = ">=3.15"\n# ///\n',
    "same.py": "print(1)\n#> 1\n",
}


@pytest.fixture(autouse=True)
def small(tmp_path: Path) -> Iterator[None]:
    write(tmp_path, {f"snippets/d/c/{name}": text for name, text in SNIPPETS.items()})
    with working_on(Project(tmp_path, OURS.pythons)):
        yield


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("since 3.13.1", "d/c/boundary"),
        ("From 3.13.1 on", "d/c/boundary"),
        ("3.13.1 and later", "d/c/boundary"),
        ("before 3.13.1", "d/c/boundary"),
        ("up to 3.13.0", "d/c/boundary"),
        ("3.11 to 3.13.0", "d/c/boundary"),
        ("on 3.11, 3.12 and 3.13.0", "d/c/boundary"),
        ("since Python 3.13.1", "d/c/boundary: new text"),
        ("up to 3.13.0", "d/c/boundary: old  text"),
        ("on 3.15", "d/c/new"),
        ("before 3.9", "unverified: no supported Python shows it"),
    ],
)
def test_a_version_that_is_recorded_passes(words: str, about: str) -> None:
    versions.look_up(words, about)


@pytest.mark.parametrize(
    ("words", "about", "problem"),
    [
        ("since 3.13", "d/c/boundary", "prints the same on 3.13.0 and on 3.11"),
        ("since 3.13.2", "d/c/boundary", "prints the same on 3.13 and on 3.13.1"),
        ("since 3.14", "d/c/boundary", "prints the same on 3.14 and on 3.13.1"),
        ("on 3.12", "d/c/boundary", "prints the same on 3.12"),
        ("since 3.14", "d/c/boundary: new text", "prints 'new text' on 3.13.1"),
        ("since 3.13.1", "d/c/boundary: other", "does not print 'other' on 3.13.1"),
        ("since 3.16", "d/c/boundary", "is recorded for no such Python"),
        ("on 3.14", "d/c/new", "is recorded for no such Python"),
        ("since 3.14", "d/c/new", "is for Python >=3.15 alone"),
        ("since 3.12", "d/c/same", "prints the same on 3.12"),
        ("since 3.11", "d/c/same", "is for no other Python to compare with"),
        ("round about 3.12", "d/c/same", "is not a version in words"),
        ("since 3.12", "d/c", "a version is followed by"),
        ("since 3.12", "unverified: so", "say why no program can show it"),
    ],
)
def test_a_version_that_is_not_is_refused(words: str, about: str, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        versions.look_up(words, about)


def test_a_snippet_that_is_not_there_is_named() -> None:
    with pytest.raises(SnippetError, match="there is no snippet at this address"):
        versions.look_up("since 3.12", "d/c/nowhere")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 3.12 and 3.13.1, not 13.12 or 3.12px", ["3.12", "3.13.1"]),
        ("version 1.3.12, /3.12/, v3.12, #3.12, 3.5 s, 3.12.1.4, Python 3.9", ["3.9"]),
    ],
)
def test_a_version_in_text_is_seen(text: str, found: list[str]) -> None:
    assert found == versions.PLAIN.findall(text)


def test_minor_releases_stand_for_their_patch_releases() -> None:
    assert versions.meant("up to 3.13")(Version("3.13.18"))
    assert not versions.meant("up to 3.13.0")(Version("3.13.18"))
    assert versions.meant("3.11 to 3.13")(Version("3.13.99"))
