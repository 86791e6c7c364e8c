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
from urllib.parse import unquote, urlsplit

from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel, get_files

from deepcuts.page.glossary import FRONT_MATTER
from deepcuts.page.links import outside
from deepcuts.page.markdown import DeepCutsExtension
from deepcuts.page.sessions import session
from deepcuts.project import SnippetError, current, shown
from deepcuts.snippet.snippet import Snippet

OURS = ("docs", "overrides", "mkdocs_html")
"""The folders that a page is made of."""
MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}  # what MkDocs makes a page of
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
    """Code blocks that are no snippet: (language, text)."""
    titles: list[str] = field(default_factory=list)
    """The first-level headings."""
    loose: list[str] = field(default_factory=list)
    """The text outside code, piece by piece."""
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
        """The line of the source that says this, from 1."""
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


def contain() -> None:
    """Refuse a symbolic link that would bring something from elsewhere into a page, before anything is read."""
    for folder in OURS:
        for link in outside(current().root / folder):
            raise SnippetError(
                link, 1, f"is a symbolic link that leads out of {folder}/; put the file itself in its place"
            )


def configuration() -> MkDocsConfig:
    contain()
    return load_config(str(current().config))


def prose(path: Path) -> str:
    """The Markdown of a page; of a notebook (`.py`), that of its Markdown cells, each line where it stands there."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    rows, is_prose = [], False
    for row in text.split("\n"):
        if row.startswith("# %%"):
            rows.append("")
            is_prose = row.startswith("# %% [markdown]")
        else:
            rows.append(row.removeprefix("#").removeprefix(" ") if is_prose else "")
    return "\n".join(rows)


def rendered(path: Path, config: MkDocsConfig) -> Page:
    """A page as the build renders its Markdown, with everything that its snippets and values get wrong."""
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
    """The line of the source where each block begins, from 1; None where its rows are written otherwise there."""
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
    """A row without what a quote or a list puts before it; tabs are spaces in a page."""
    return " ".join(row.split()).strip(" >")


def published(config: MkDocsConfig) -> list[Path]:
    """Every file that the build takes from docs/, by MkDocs' own list."""
    files = get_files(config)
    return sorted(Path(str(file.abs_src_path)) for file in files if file.inclusion != InclusionLevel.EXCLUDED)


def sources(config: MkDocsConfig) -> list[Path]:
    """The pages that are published: Markdown, and notebooks."""
    return [path for path in published(config) if path.suffix in (".md", ".py")]


def strangers(config: MkDocsConfig) -> Iterator[str]:
    """Files that a reader would meet as a page, and that no check looks into."""
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
            problem = f"is no page that is verified; call it {path.stem}.md"
        elif path.suffix == ".py" and not re.search(r"^# %%(\s|$)", path.read_text(encoding="utf-8"), re.MULTILINE):
            problem = "is no notebook, it has no line `# %%`; a program is a snippet"
        elif path.suffix == ".py" and not any(path.match(pattern) for pattern in notebooks):
            problem = f"would be published as it is; name {name} at `include` of mkdocs-jupyter in mkdocs.yml"
        elif kind == ".md" and path.stem == WHOLE and path.parent != docs:
            problem = f"has the name of the page that shows the whole DeepCut, {WHOLE}; choose another"
        else:
            continue
        yield f"{shown(path)}:1: {problem}"


def broken_links(pages: list[Page], config: MkDocsConfig) -> Iterator[str]:
    """Links between pages that lead nowhere."""
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
    """The file that a page loads. In HTML that a writer typed, the engines leave the address as it is: a URL."""
    typed = re.search(rf"<[a-z][^>]*[\s\"'=,]{re.escape(link)}[\s\"'>,]", page.source)
    folder = page.path.with_suffix("") if typed and page.path.stem != "index" else page.path.parent
    return (folder / unquote(urlsplit(link).path)).resolve()


def _target(page: Page, path: str) -> Path:
    """The file that a relative link leads to; mkdocs-jupyter leaves those of a notebook as they are: URLs."""
    if page.path.suffix != ".py":
        return (page.path.parent / path).resolve()
    folder = (page.path.with_suffix("") / path).resolve()
    return next(filter(Path.is_file, [folder / "index.md", folder.with_name(f"{folder.name}.md")]), folder)


def nav_problems(paths: list[Path], config: MkDocsConfig) -> Iterator[str]:
    """Pages that `nav` does not name, and names in `nav` without a page."""
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


def leaves(nav: object, section: str = "") -> Iterator[tuple[str, str]]:
    """The pages that `nav` names, in its order, each with its section; not what leads to other sites."""
    if isinstance(nav, str) and not urlsplit(nav).scheme:
        yield section, nav
    elif isinstance(nav, dict):
        for title, entry in nav.items():
            yield from leaves(entry, section if isinstance(entry, str) else title)
    for entry in nav if isinstance(nav, list) else ():
        yield from leaves(entry, section)


def unshown(snippets: list[Snippet], pages: list[Page]) -> Iterator[str]:
    """Snippets that no page shows."""
    seen = {address for page in pages for address in page.snippets}
    for snippet in snippets:
        if snippet.address not in seen:
            yield f"{shown(snippet.main)}:1: no page shows this snippet; `@snippet {snippet.address}` does"


def misplaced(snippets: list[Snippet], pages: list[Page], config: MkDocsConfig) -> Iterator[str]:
    """Snippets whose address names another page than the one that shows them.

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
