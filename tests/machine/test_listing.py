"""The rows that a page shows of a snippet, whichever Python its reader chooses: checked on every snippet there is."""

from __future__ import annotations

import re

import pytest

from deepcuts.page.listing import listings, program
from deepcuts.project import OURS, newest
from deepcuts.snippet.find import find
from deepcuts.snippet.metadata import METADATA
from deepcuts.snippet.snippet import REGION, Snippet

SNIPPETS = find()


def written(snippet: Snippet, python: str) -> list[str]:
    """The main file with a Python's outputs, as its files say it, without what is for the machine."""
    text = snippet.listing(snippet.expected(newest(python)))
    text = METADATA.sub("", text)
    return [row for row in text.split("\n") if row.strip() and not REGION.match(row)]


@pytest.mark.parametrize("python", OURS.pythons)
def test_with_a_chosen_python_every_snippet_shows_what_its_files_say(python: str) -> None:
    for snippet in SNIPPETS:
        rows = [row.text for row in program(snippet) if not row.pythons or python in row.pythons]
        assert written(snippet, python) == [row for row in rows if row.strip()], snippet.address


def test_without_a_choice_every_snippet_shows_the_newest_outputs() -> None:
    for snippet in SNIPPETS:
        assert [row for row in program(snippet) if not row.other] == [
            row for row in program(snippet) if not row.pythons or OURS.pythons[-1] in row.pythons
        ]


def test_what_differs_is_for_each_python_once() -> None:
    """The labels of a program name every Python, and as many blocks say what is printed instead."""
    differing = 0
    for snippet in SNIPPETS:
        main, *instead = [listing for listing in listings(snippet) if listing.path == snippet.main]
        assert len(instead) == max(0, len(main.labels) - 1)
        named = [python for label in main.labels for python in label.pythons]
        assert sorted(named) == (sorted(OURS.pythons) if instead else [])
        differing += bool(instead)
    assert differing >= 10


def test_code_alone_has_no_outputs() -> None:
    for snippet in SNIPPETS:
        rows = [row.text for row in program(snippet, printed=False)]
        assert not [row for row in rows if re.match(r" *#[>!=] ", row)]
        assert [row for row in written(snippet, OURS.pythons[-1]) if not re.match(r" *#[>!=]", row)] == [
            row for row in rows if row.strip()
        ]


def test_the_order_of_printing_looks_like_no_error() -> None:
    """It stands where an exit status does, and was printed by nobody."""
    kinds = {row.kind for snippet in SNIPPETS for row in program(snippet) if "printed in this order" in row.text}
    assert {"order"} == kinds
