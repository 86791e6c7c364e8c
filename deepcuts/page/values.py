"""A value that a sentence quotes: whether its program printed it, and the way there, where the page shows that program.

It is one whole token of an output or several, not a part of a number or of a word, of a dotted name or of a path.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from packaging.version import InvalidVersion

from deepcuts.project import current, minor, newest
from deepcuts.snippet.outputs import Line
from deepcuts.snippet.snippet import Snippet

APART = {"a", "table", "h1", "h2", "h3", "h4", "h5", "h6", "summary"}
"""Where no value becomes a link: in another one, in a table, whose columns are full of them, and in headings."""
# What a value must not be a part of: a word, a number with its sign, a name with its dots, a path, an option, the
# beginning of a literal (b'). A comma or a colon joins digits only; a letter may be followed by an accent of its own.
WORD = "[\\w\u0300-\u036f]+"
JOINT = r"""(?:[-+./\\@'"]|:(?=[/\\])|(?<=\d)(?::|,(?=\d{3}(?!\d)))(?=\d))"""
TOKEN = re.compile(rf"[-+./\\\u2212]*{WORD}(?:{JOINT}+{WORD})*%?")


class Links(Treeprocessor):
    """Makes a link of each quoted value that can have one; any other says its program's address in its `title`."""

    def __init__(self, md: Markdown, shown: Callable[[], set[str]]) -> None:
        super().__init__(md)
        self.shown = shown
        """The addresses of the programs of the page, when all of it is read."""

    def run(self, root: etree.Element) -> None:
        shown = self.shown()
        for parent, index, linked in [*_values(root, True)]:
            value = parent[index]
            address = value.attrib.pop("data-from")
            if linked and address in shown:
                del value.attrib["class"]
                link = etree.Element("a", {"class": "deepcut-value", "href": f"#{address}"})
                link.append(value)
                link.tail, value.tail = value.tail, None
                parent[index] = link
            else:
                value.set("title", f"printed by {address}")
                value.set("data-preview", "")  # the theme leaves it alone; its own tooltip costs a phone 2 ms each


def _values(parent: etree.Element, linked: bool) -> Iterator[tuple[etree.Element, int, bool]]:
    """Yield the place of each quoted value, and whether it may become a link."""
    linked = linked and parent.tag not in APART
    for index, child in enumerate(parent):
        if "data-from" in child.attrib:
            yield parent, index, linked
        else:
            yield from _values(child, linked)


def printed(value: str, snippet: Snippet, version: str) -> bool:
    """Say whether a line of the snippet's record holds the value: the newest Python's, or that of a named one."""
    outputs = snippet.inline
    if version:
        try:
            wanted = newest(version)
        except InvalidVersion:
            raise ValueError(f"{version!r} names no Python") from None
        if minor(wanted) not in current().pythons or not snippet.runs_on(wanted):
            raise ValueError(f"{snippet.address} is not recorded for Python {version}")
        outputs = snippet.expected(wanted)
    return any(_holds(line, value) for lines in outputs.values() for line in lines)


def _holds(line: Line, value: str) -> bool:
    """Say whether the value stands in the line and cuts no token in two: 32 is not printed in 132, -32 or 3.32.

    The line with the exit status is ours, so that no word of it was printed.
    """
    if line.stream == "exit" or not value.strip():
        return line.text.strip() == value
    inside = {at for token in TOKEN.finditer(line.text) for at in range(token.start() + 1, token.end())}
    starts = (found.start() for found in re.finditer(f"(?={re.escape(value)})", line.text))
    return any(inside.isdisjoint((start, start + len(value))) for start in starts)
