"""Where the links of a built site lead, read from its HTML without a browser."""

from __future__ import annotations

import functools
import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ORIGIN = "http://site.invalid"


class Reader(HTMLParser):
    """Collects what a page refers to, and the names of its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.append(value)
            elif name == "id" and value:
                self.names.add(value)


@functools.cache
def read(file: Path) -> Reader:
    reader = Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader


def pages(folder: Path) -> list[str]:
    """The addresses of all pages below a folder, as a browser asks for them."""
    found = [file.relative_to(folder).as_posix() for file in folder.rglob("*.html")]
    return sorted(re.sub(r"(^|/)index\.html$", r"\1", name) for name in found)


def chapters(folder: Path) -> list[str]:
    """The pages of the DeepCuts, and not those that show a whole one, to print (deepcuts/site/whole.py)."""
    return [page for page in pages(folder) if page.count("/") == 2 and not page.endswith("/all/")]


def file_of(folder: Path, page: str) -> Path:
    return folder / page / "index.html" if not page or page.endswith("/") else folder / page


def check_links(folder: Path, base: str, page: str, text: str | None = None) -> list[str]:
    """The links of a page (or of a text in its place) that lead nowhere inside the site."""
    source = file_of(folder, page)
    reader = read(source)
    if text is not None:
        reader = Reader()
        reader.feed(text)
    found = []
    for link in reader.links:
        parts = urlsplit(urljoin(f"{ORIGIN}{base}{page}", link))
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
            continue
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        target = file_of(folder, path.removeprefix(base))
        if not path.startswith(base) or not target.is_file():
            found.append(f"link: {link} leads to {path}, where nothing is")
        elif fragment and target.suffix == ".html":
            names = reader.names if target == source else read(target).names
            if fragment not in names:
                found.append(f"link: {link} leads to {posixpath.join(path, '')}, which has no part of this name")
    return found
