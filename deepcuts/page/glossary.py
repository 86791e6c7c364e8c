"""The terms of docs/glossary.md: a link to one carries its definition as `title`.

A term is a heading, and the paragraph below it is the definition. The theme shows a title on hover and on focus
(`content.tooltips` in mkdocs.yml), and a browser does so on hover.
"""

from __future__ import annotations

import functools
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import PurePosixPath

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from deepcuts.project import current

GLOSSARY = "glossary.md"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
"""What stands above the Markdown of a page. MkDocs also takes a first line `Key: value` for it; we check that line."""


class Terms(Treeprocessor):
    """Gives each link to a term its definition. What links to no term is found with all other broken links."""

    def __init__(self, md: Markdown, refuse: Callable[[str, Exception], None]) -> None:
        super().__init__(md)
        self.refuse = refuse

    def run(self, root: etree.Element) -> None:
        for link in root.iter("a"):
            path, _, term = link.get("href", "").partition("#")
            if PurePosixPath(path).name != GLOSSARY or not term:
                continue
            try:
                definition = definitions().get(term)
            except ValueError as error:
                self.refuse(link.get("href", ""), error)
                continue
            if definition:
                link.set("class", "deepcut-term")
                link.set("title", definition)


def definitions() -> dict[str, str]:
    """Return the definition of each term by its id, as plain text."""
    try:
        return _definitions((current().docs / GLOSSARY).read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"docs/glossary.md: {error.strerror}") from None


@functools.lru_cache(maxsize=1)
def _definitions(text: str) -> dict[str, str]:
    try:  # with the extensions that make the ids of the page
        html = Markdown(extensions=["attr_list", "toc"]).convert(FRONT_MATTER.sub("", text))
        page = etree.fromstring(f"<div>{html}</div>")  # noqa: S314 (it is our own page)
    except etree.ParseError as error:
        raise ValueError(f"docs/glossary.md holds HTML that is not well-formed: {error}") from None
    found = {}
    for heading, below in zip(page, [*page[1:], None], strict=True):
        if heading.tag != "h2":
            continue
        if below is None or below.tag != "p":
            raise ValueError(f"docs/glossary.md: no definition stands below {''.join(heading.itertext())!r}")
        found[heading.get("id", "")] = " ".join("".join(below.itertext()).split())
    if not found:
        raise ValueError("docs/glossary.md has no term: a second-level heading, its definition below it")
    return found
