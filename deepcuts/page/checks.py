"""What is wrong between pages: links that lead nowhere, files and snippets that no page shows, names in `nav`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files

from deepcuts.page.pages import WHOLE, Page
from deepcuts.page.sources import deepcuts
from deepcuts.project import current, shown
from deepcuts.snippet.snippet import Snippet

MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}  # what MkDocs makes a page of


def published(config: MkDocsConfig) -> list[Path]:
    """Return every file that the build takes from docs/, by MkDocs' own list."""
    files = get_files(config)
    return sorted(Path(str(file.abs_src_path)) for file in files if file.inclusion != InclusionLevel.EXCLUDED)


def sources(config: MkDocsConfig) -> list[Path]:
    """Return the pages that are published: Markdown, and notebooks."""
    return [path for path in published(config) if path.suffix in (".md", ".py")]


def strangers(config: MkDocsConfig) -> Iterator[str]:
    """Yield files that a reader would meet as a page, and that no check looks into."""
    docs = Path(config.docs_dir)
    notebooks = config.plugins["mkdocs-jupyter"].config["include"]
    for path in published(config):
        kind, name = path.suffix.lower(), path.relative_to(docs).as_posix()
        if kind == ".ipynb":
            problem = "is a notebook with stored outputs, which nothing verifies; write it as a `.py` notebook"
            problem += f" (`jupytext --to py:percent {shown(path)}`)"
        elif kind in (".html", ".htm", ".xhtml"):
            problem = f"is a page that nothing verifies; write it in Markdown, {path.stem}.md"
        elif kind in MARKDOWN and path.suffix != ".md":
            problem = f"is not a page that is verified; call it {path.stem}.md"
        elif path.suffix == ".py" and not re.search(r"^# %%(\s|$)", path.read_text(encoding="utf-8"), re.MULTILINE):
            problem = "is not a notebook, it has no line `# %%`; a program is a snippet"
        elif path.suffix == ".py" and not any(path.match(pattern) for pattern in notebooks):
            problem = f"would be published as it is; name {name} at `include` of mkdocs-jupyter in mkdocs.yml"
        elif kind == ".md" and path.stem == WHOLE and path.parent != docs:
            problem = f"has the name of the page that shows the whole DeepCut, {WHOLE}; choose another"
        else:
            continue
        yield f"{shown(path)}:1: {problem}"


def broken_links(pages: list[Page], config: MkDocsConfig) -> Iterator[str]:
    """Yield links between pages that lead nowhere."""
    docs = Path(config.docs_dir)
    by_path = {page.path: page for page in pages}
    for page in pages:
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(page, unquote(parts.path)) if parts.path else page.path
            if not target.is_file() or not target.is_relative_to(docs):
                problem = f"there is no {parts.path}"
            elif parts.fragment and target in by_path and unquote(parts.fragment) not in by_path[target].ids:
                problem = f"{shown(target)} has no #{parts.fragment}"
            else:
                continue
            yield f"{shown(page.path)}:{page.line(link)}: broken link {link}: {problem}"
        for link in page.images:
            parts = urlsplit(link)
            if not (parts.scheme or parts.netloc or (target := _loaded(page, link)).is_file()):
                problem = f"there is no {shown(target)}"
                yield f"{shown(page.path)}:{page.line(link)}: {link} cannot be shown: {problem}"


def _loaded(page: Page, link: str) -> Path:
    """Return the file that a page loads. In HTML that a writer typed, the engines leave the address as it is: a URL."""
    typed = re.search(rf"<[a-z][^>]*[\s\"'=,]{re.escape(link)}[\s\"'>,]", page.source)
    folder = page.path.with_suffix("") if typed and page.path.stem != "index" else page.path.parent
    return (folder / unquote(urlsplit(link).path)).resolve()


def _target(page: Page, path: str) -> Path:
    """Return the file that a relative link leads to; mkdocs-jupyter leaves those of a notebook as they are: URLs."""
    if page.path.suffix != ".py":
        return (page.path.parent / path).resolve()
    folder = (page.path.with_suffix("") / path).resolve()
    return next(filter(Path.is_file, [folder / "index.md", folder.with_name(f"{folder.name}.md")]), folder)


def nav_problems(paths: list[Path], config: MkDocsConfig) -> Iterator[str]:
    """Yield pages that `nav` does not name, and names in `nav` without a page."""
    docs = Path(config.docs_dir)
    named = [name for _, name in leaves(config.nav)]
    listing = current().config.read_text(encoding="utf-8").split("\n")
    for path in paths:
        if path.relative_to(docs).as_posix() not in named:
            yield f"{shown(path)}:1: is missing from `nav` in mkdocs.yml"
    for name in named:
        if docs / name not in paths:
            ends = re.compile(rf"[\s'\"]{re.escape(name)}['\"]?\s*")
            line = next(
                (n for n, row in enumerate(listing, 1) if ends.search(row) and row.rstrip(" '\"").endswith(name)), 1
            )
            yield f"mkdocs.yml:{line}: `nav` names {name}, and there is no such page"


def unlinked(pages: list[Page]) -> Iterator[str]:
    """Yield DeepCuts that the landing page does not link to, and chapters that their DeepCut's index does not."""
    docs = current().docs
    by_path = {page.path: page for page in pages}
    for folder, chapters in deepcuts().items():
        for name in (f"{folder}/index.md", *chapters):
            above = docs / "index.md" if name.endswith("/index.md") else docs / folder / "index.md"
            page = by_path.get(above)
            if page and docs / name not in {_target(page, unquote(urlsplit(link).path)) for link in page.links}:
                link = (docs / name).relative_to(above.parent).as_posix()
                yield f"{shown(above)}:1: does not link to {link}, and a reader looks for it there"


def leaves(nav: object, section: str = "") -> Iterator[tuple[str, str]]:
    """Yield the pages that `nav` names, in its order, each with its section; not what leads to other sites."""
    if isinstance(nav, str) and not urlsplit(nav).scheme:
        yield section, nav
    elif isinstance(nav, dict):
        for title, entry in nav.items():
            yield from leaves(entry, section if isinstance(entry, str) else title)
    for entry in nav if isinstance(nav, list) else ():
        yield from leaves(entry, section)


def unshown(snippets: list[Snippet], pages: list[Page]) -> Iterator[str]:
    """Yield snippets that no page shows."""
    seen = {address for page in pages for address in page.snippets}
    for snippet in snippets:
        if snippet.address not in seen:
            yield f"{shown(snippet.main)}:1: no page shows this snippet; `@snippet {snippet.address}` does"


def misplaced(snippets: list[Snippet], pages: list[Page], config: MkDocsConfig) -> Iterator[str]:
    """Yield snippets whose address names another page than the one that shows them.

    `a/b/c` stands on a/b.md, or on the index page of the DeepCut where there is no such page. Other pages may show it
    too, and a page needs no snippets of its own.
    """
    docs = Path(config.docs_dir)
    by_path = {page.path: page for page in pages}
    seen = {address for page in pages for address in page.snippets}
    for snippet in snippets:
        chapter = docs / snippet.address.rpartition("/")[0]
        homes = [path for kind in (".md", ".py") if (path := chapter.with_name(chapter.name + kind)) in by_path]
        home = (homes or [chapter.with_name("index.md")])[0]
        if snippet.address in seen and snippet.address not in getattr(by_path.get(home), "snippets", ()):
            page = next(page for page in pages if snippet.address in page.snippets)
            where = f"{shown(page.path)}:{page.line(f'@snippet {snippet.address}')}"
            yield f"{where}: {snippet.address} belongs on {shown(home)}, which does not show it; move one to the other"
