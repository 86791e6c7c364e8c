"""The pages as plain Markdown: what a directive shows is written out, and links lead to the other pages' Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import jupytext
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

from deepcuts.page import verified
from deepcuts.page.checks import leaves
from deepcuts.page.directives import Directive, replaced
from deepcuts.page.listing import listings
from deepcuts.page.short import boxes, listed
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet


@dataclass(frozen=True)
class Page:
    """A page that `nav` names."""

    source: PurePosixPath
    """Its file below docs/."""
    section: str
    title: str
    description: str
    text: str
    """Its Markdown, as it was written."""

    @property
    def published(self) -> PurePosixPath:
        return published(self.source)


def published(source: PurePosixPath) -> PurePosixPath:
    """Say where the Markdown of a page lies on the site: beside its index.html."""
    return source.with_suffix("") / "index.md" if source.stem != "index" else source


def pages(config: MkDocsConfig) -> Iterator[Page]:
    """Yield the pages in the order of `nav`."""
    for section, name in leaves(config.nav):
        path = Path(config.docs_dir, name)
        text, meta = get_data(path.read_text(encoding="utf-8")) if path.suffix == ".md" else (_notebook(path), {})
        heading = re.search(r"^# (.+)$", text, re.MULTILINE)
        title = str(meta.get("title") or (heading[1] if heading else name))
        yield Page(PurePosixPath(name), section, title, str(meta.get("description", "")), text)


def _notebook(path: Path) -> str:
    """Return a notebook as Markdown; its `#>` lines are what the kernel printed (tests/test_notebook.py)."""
    cells = jupytext.read(path).cells
    return "\n\n".join(c.source if c.cell_type == "markdown" else f"```python\n{c.source}\n```" for c in cells)


def expanded(text: str, source: PurePosixPath, repository: str = "") -> str:
    """Return a page with its directives carried out and its links leading to the published Markdown."""
    snippets = verified.finder()

    def show(directive: Directive) -> str:
        if directive.name == "verified":
            return expanded(verified.report(directive.argument, repository, snippets), source)
        if directive.name == "short":
            return expanded(listed(directive.argument), source)
        address, region = directive.target()
        snippet = load(address)
        return _blocks(snippet, snippet.region(region) if region else None)

    for found, short in boxes(text):
        text = text.replace(found[0], "\n\n".join([f"**In short: {short.title}**", *short.paragraphs]) + "\n\n")
    return replaced(text, directive=show, value=str, link=lambda link: relinked(link, source))


def _blocks(snippet: Snippet, part: range | None) -> str:
    """Return a snippet as fenced blocks, each below its name."""
    blocks = []
    for listing in listings(snippet, part):
        names = [listing.title, *(f"Python {label.text}" for label in listing.labels if not label.other)]
        language = {".py": "python", ".console": "console"}.get(listing.path.suffix, "text")
        rows = "\n".join(row.text for row in listing.rows if not row.other)
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", rows)), default=0))
        block = f":\n\n{fence}{language}\n{rows}\n{fence}" if listing.rows else ""
        blocks.append(f"{'Python ' * listing.instead}{', '.join(names)}{block}")
    return "\n\n".join([*blocks, f"({snippet.address}: {verified.in_words(snippet)})"])


def relinked(link: str, source: PurePosixPath) -> str:
    """Return a link of a page as it is written on the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path or source.suffix != ".md":  # a notebook's are relative to its URL
        return link
    target = PurePosixPath(posixpath.normpath(source.parent / parts.path))
    if target.suffix in (".md", ".py", ".ipynb"):
        target = published(target)
    return parts._replace(path=posixpath.relpath(target, published(source).parent)).geturl()
