"""What the theme would do to a page in each reader's browser, done at build."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE


class Theme(Treeprocessor):
    """What the theme would do to a page in each reader's browser, done here or left out: there it costs a phone much.

    It makes a tooltip for each link to a heading, which says what the link is. It moves each table into an element that
    scrolls, and the browser finds the style of all that stands beside the table anew: hence an element around each. And
    where the cells of a row stand below each other, as on a phone, each carries the head of its column.
    """

    def run(self, root: etree.Element) -> None:
        for link in root.iterfind(".//a[@class='headerlink'][@title]"):
            link.set("aria-label", link.attrib.pop("title"))
        for parent in [*root.iter()]:
            for index, table in enumerate(parent):
                if table.tag == "table":
                    parent[index] = _table(table)


def _table(table: etree.Element) -> etree.Element:
    """Return the table, its cells named by their column, in an element of its own."""
    heads = [HTML_PLACEHOLDER_RE.sub(" ", "".join(head.itertext())) for head in table.iterfind("thead/tr/th")]
    for row in table.iterfind("tbody/tr"):
        for head, cell in zip(heads, row, strict=True):
            cell.set("data-head", head)
    around = etree.Element("div", {"class": "deepcut-table"})
    around.append(table)
    return around
