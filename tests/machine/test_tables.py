"""Rows of a table that are for some Pythons only."""

from __future__ import annotations

import re

from markdown import Markdown

from deepcuts.page.markdown import DeepCutsExtension
from tests.machine.conftest import Work

TABLE = """
| Python | text |
| --- | --- |
| [3.11 and 3.12]{unverified: in a test only} | a |
| all | b |
| [3.13.1 and later]{unverified: in a test only} | c |
| text [since 3.13]{unverified: in a test only} | d |

[on 3.11]{unverified: in a test only}
"""


def test_a_row_is_for_the_pythons_that_a_cell_of_it_names(work: Work) -> None:
    """A cell that says more is a sentence; one for all Pythons names none."""
    work(pythons=["3.11", "3.12", "3.13.0", "3.13"])
    page = Markdown(extensions=["tables", DeepCutsExtension()]).convert(TABLE)
    assert ["3.11 3.12", "3.13"] == re.findall(r'<tr data-on="([^"]*)">', page)
    assert 2 == page.count("data-on")
