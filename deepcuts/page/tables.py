"""Rows of a table that are for some Pythons: who chooses one sees those for it.

    | Python | text |
    | --- | --- |
    | [3.11 to 3.13.0]{address: text} | ... |
    | all | ... |

A row is for the Pythons that a cell names which holds nothing but a version in words (deepcuts/page/versions.py).
docs/assets/snippets.js reads `data-on`, as it does of outputs.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from deepcuts.page.versions import meant
from deepcuts.project import current, newest


class VersionRows(Treeprocessor):
    """Says of each such row which Pythons it is for."""

    def run(self, root: etree.Element) -> None:
        for row in root.iterfind(".//tbody/tr"):
            for words in filter(None, map(_version, row)):
                means = meant(words)
                row.set("data-on", " ".join(python for python in current().pythons if means(newest(python))))


def _version(cell: etree.Element) -> str:
    """Return the version that is all that a cell says; nothing where it says something else."""
    alone = len(cell) == 1 and not (cell.text or "").strip() and not (cell[0].tail or "").strip()
    return (cell[0].text or "") if alone and cell[0].get("class") == "deepcut-version" else ""
