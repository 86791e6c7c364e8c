"""What is wrong in the pages, at file and line: snippets, code blocks, links and navigation.

Seen through the parser that renders them (Python-Markdown with the extensions of mkdocs.yml): a regular
expression over the source loses blocks, silently.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from deepcuts.page.glossary import FRONT_MATTER
from deepcuts.page.links import outside
from deepcuts.page.markdown import DeepCutsExtension
from deepcuts.page.sessions import session
from deepcuts.page.sources import composed, prose
from deepcuts.project import SnippetError, current, read, shown

OURS = ("docs", "overrides", "mkdocs_html")
"""The folders that a page is made of."""
WHOLE = "all"
"""The folder of the page that shows a whole DeepCut, below that of the DeepCut."""
PLAIN = {"toml", "yaml", "bash", "ini", "json", "markdown"}  # blocks in these languages show no output


@dataclass
class Page:
    """A rendered page."""

    path: Path
    source: str
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)
    """Code blocks that are not snippets: (language, text)."""
    titles: list[str] = field(default_factory=list)
    """The first-level headings."""
    loose: list[str] = field(default_factory=list)
    """The text outside code, piece by piece."""
    sentences: list[str] = field(default_factory=list)
    """The same without links, and without the versions that were looked up."""
    inline: list[str] = field(default_factory=list)
    """The code in sentences."""
    images: list[str] = field(default_factory=list)
    """What the page loads: pictures, and whatever else has a `src`."""
    code: set[int] = field(default_factory=set)
    """The lines of the source that stand in these blocks, as far as they are written alike."""
    snippets: list[str] = field(default_factory=list)
    """The addresses shown, in order."""
    values: int = 0
    """How many values in sentences were found in an output."""
    problems: list[str] = field(default_factory=list)

    def line(self, said: str) -> int:
        """Return the line of the source that says this, from 1."""
        rows = list(enumerate(self.source.split("\n"), 1))
        whole = (n for n, row in rows if row.strip() == said)
        linked = (n for n, row in rows if re.search(rf"""(\(|: |href=["']){re.escape(said)}([)"'\s]|$)""", row))
        return next(itertools.chain(whole, linked, (n for n, row in rows if said in row)), 1)

    def complain(self, said: str, message: str) -> None:
        self.report(self.line(said), message)

    def report(self, line: int, message: str) -> None:
        self.problems.append(f"{shown(self.path)}:{line}: {message}")


class _Reader(HTMLParser):
    """Collects ids, links and the code blocks outside snippets."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.depth = 0  # of div elements inside a snippet or a report, whose links follow from the snippets
        self.open: list[str] | None = None  # what takes the text: code in a sentence, or a title
        self.classes: list[str] = []
        self.text: list[str] | None = None
        self.looked_up = ""  # the element that we are in, where it is a link or a version that was looked up

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if "id" in attributes:
            self.page.ids.add(attributes["id"] or "")
        if tag == "div":
            self.classes = (attributes.get("class") or "").split()
            self.depth += self.depth > 0 or "data-address" in attributes or "deepcut-report" in self.classes
        if self.depth:
            return
        self.page.images += [value for name in ("src", "poster") if (value := attributes.get(name))]
        self.page.images += [part.split()[0] for part in (attributes.get("srcset") or "").split(",") if part.strip()]
        if tag == "a" or {"deepcut-version", "deepcut-status"} & {*(attributes.get("class") or "").split()}:
            self.looked_up = tag
        if tag == "a" and attributes.get("href") and attributes.get("class") != "headerlink":
            self.page.links.append(attributes["href"] or "")
        elif tag == "pre":
            self.text = []
        elif tag == "code" and self.text is not None:
            self.classes += (attributes.get("class") or "").split()
        elif tag == "h1" or (tag == "code" and self.open is None):
            self.open = self.page.titles if tag == "h1" else self.page.inline
            self.open.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.looked_up:
            self.looked_up = ""
        if tag == "div":
            self.depth -= self.depth > 0
        elif tag == "pre" and self.text is not None:
            language = next((c.removeprefix("language-") for c in self.classes if c.startswith("language-")), "")
            self.page.blocks.append((language, "".join(self.text)))
            self.text = None
            self.classes = []
        elif tag == "h1" or (tag == "code" and self.open is self.page.inline):
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)
        elif self.open is not None:
            self.open[-1] += data.removesuffix("¶")  # the theme's link to the heading
        elif not self.depth:
            self.page.loose.append(data)
            if not self.looked_up:
                self.page.sentences.append(data)


def contain() -> None:
    """Refuse a symbolic link that would bring something from elsewhere into a page, before anything is read."""
    for folder in OURS:
        for link in outside(current().root / folder):
            raise SnippetError(
                link, 1, f"is a symbolic link that leads out of {folder}/; put the file itself in its place"
            )


def configuration() -> MkDocsConfig:
    """Read mkdocs.yml as MkDocs does; SnippetError where that fails, or something foreign would get into a page."""
    contain()
    config = current().config
    try:
        return load_config(str(config))
    except (Abort, ConfigurationError) as error:
        composed(read(config))  # says it at its line, where it is the YAML
        raise SnippetError(config, 1, f"MkDocs refuses it: {error}") from None


def rendered(path: Path, config: MkDocsConfig) -> Page:
    """Return a page as the build renders its Markdown, with everything that its snippets and values get wrong."""
    page = Page(path, prose(path))
    markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    extension = next(e for e in markdown.registeredExtensions if isinstance(e, DeepCutsExtension))
    extension.problems = []
    html = markdown.convert(FRONT_MATTER.sub("", page.source))
    _Reader(page).feed(html)
    page.snippets, page.values = [snippet.address for snippet in extension.shown], extension.values
    for said, message in extension.problems:
        page.complain(said, message)
    for (language, text), line in zip(page.blocks, _places(page), strict=True):
        first, said = next(((n, row.strip()) for n, row in enumerate(text.split("\n")) if row.strip()), (0, ""))
        if language not in PLAIN:
            problem = f"a code block ({language or 'no language'}) that no program verifies: {said!r}"
            problem += "; make it a snippet (`@snippet address`)"
        elif found := session(text, language):
            first, said, printed = found
            problem = f"a session ({language}) that no program verifies: {said!r} is followed by {printed!r}"
            problem += "; make it a transcript (`@snippet address`), or leave the command alone"
        else:
            continue
        page.report(page.line(said) if line is None else line + first, problem)
    return page


def _places(page: Page) -> Iterator[int | None]:
    """Yield the line of the source where each block begins, from 1; None where its rows are written otherwise there."""
    source = [*map(_bare, page.source.split("\n"))]
    for _, text in page.blocks:
        rows = [*map(_bare, text.rstrip().split("\n"))]
        blank = next((n for n, row in enumerate(rows) if row), 0)
        rows = rows[blank:]
        found = (at for at in range(len(source)) if rows == source[at : at + len(rows)] and at + 1 not in page.code)
        if rows == [""] or (at := next(found, None)) is None:
            yield None
        else:
            page.code.update(range(at + 1, at + 1 + len(rows)))
            yield at + 1 - blank


def _bare(row: str) -> str:
    """Return a row without what a quote or a list puts before it; tabs are spaces in a page."""
    return " ".join(row.split()).strip(" >")
