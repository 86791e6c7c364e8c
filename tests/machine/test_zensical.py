"""Zensical, which follows Material for MkDocs, shows the same pages; engines.md lists what differs."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from markdown import Markdown

from deepcuts.page.pages import configuration
from deepcuts.site import zensical
from deepcuts.site.markdown_copies import Page, pages, published
from deepcuts.snippet.find import find
from tests.files import ROOT
from tests.prose import problems

TABLE = ROOT / "docs" / "contributing" / "engines.md"
ROW = re.compile(r"^\| \[[^]]+\]\((?P<page>[^)]+)\) \| (?P<differs>[^|]+) \| (?P<reason>[^|]+) \|$", re.MULTILINE)


@dataclass
class Shown(HTMLParser):
    """What a reader meets in a page, in its order."""

    headings: list[str] = field(default_factory=list)
    """With their level and name."""
    snippets: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.taken: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if "data-address" in attributes:
            self.snippets.append(str(attributes["data-address"]))
        lists = {"samp": self.outputs, "pre": self.code} | {f"h{level}": self.headings for level in range(1, 7)}
        if tag in lists:
            self.taken = lists[tag]
            self.taken.append(f"{tag} {attributes.get('id')} " if self.taken is self.headings else "")
        elif attributes.get("class") == "headerlink":
            self.taken = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "samp":  # the program goes on
            self.taken = self.code
        elif re.fullmatch("pre|h[1-6]", tag):
            self.taken = None

    def handle_data(self, data: str) -> None:
        if self.taken is not None:
            self.taken.append(self.taken.pop() + data if self.taken else data)

    @classmethod
    def of(cls, html: str) -> Shown:
        shown = cls()
        shown.feed(html)
        return shown


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build by Zensical of the same mkdocs.yml."""
    if problems():
        pytest.skip("the pages have errors, which tests/test_chapters.py names")
    built = tmp_path_factory.mktemp("zensical") / "site"
    zensical.build(built)
    return built


def differences(page: Page, site: Path) -> list[str]:
    """What Zensical shows otherwise, kind by kind; `page` where it has none."""
    path = (site / page.published).with_suffix(".html")
    if not path.is_file():
        return ["page: is missing"]
    config = configuration()
    parser = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    ours = Shown.of(parser.convert(page.text))
    article = re.search(r"<article.*</article>", path.read_text(encoding="utf-8"), re.DOTALL)
    theirs = Shown.of(article[0] if article else "")
    found = []
    for kind in ("headings", "snippets", "outputs", "code"):
        mine, other = getattr(ours, kind), getattr(theirs, kind)
        if mine != other:
            at = next((n for n, pair in enumerate(zip(mine, other, strict=False)) if pair[0] != pair[1]), len(mine))
            found.append(f"{kind}: number {at + 1} is {other[at : at + 1]}, not {mine[at : at + 1]}")
    return found


def excused() -> dict[str, str]:
    """What the table says, by page: the kinds that differ."""
    rows = [*ROW.finditer(TABLE.read_text(encoding="utf-8"))]
    sources = [PurePosixPath(posixpath.normpath(f"contributing/{row['page']}")) for row in rows]
    return {str(published(source)): row["differs"] for source, row in zip(sources, rows, strict=True)}


def test_zensical_shows_every_page_as_mkdocs_does(site: Path) -> None:
    """Headings, snippets, outputs and code, page by page; what differs stands in the table, and nothing else does."""
    seen: set[str] = set()
    found = {}
    for page in pages(configuration()):
        if page.source.suffix == ".md":
            seen |= {*re.findall(r"^@(?:snippet|predict|which) ([^\s#]+)", page.text, re.MULTILINE)}
        if different := differences(page, site):
            found[str(page.published)] = different
    named = {page: ", ".join(each.partition(":")[0] for each in different) for page, different in found.items()}
    assert excused() == named, "\n".join(f"{page}: {each}" for page in found for each in found[page])
    assert {snippet.address for snippet in find()} <= seen


def test_a_difference_is_found() -> None:
    """One in each kind, and none where there is none."""
    html = (
        '<h2 id="a">A<a class="headerlink">¶</a></h2><div data-address="b/c">'
        "<pre><code>x\n<samp>1\n</samp>y</code></pre></div>"
    )
    shown = Shown.of(html)
    assert (["h2 a A"], ["b/c"], ["1\n"], ["x\ny"]) == (shown.headings, shown.snippets, shown.outputs, shown.code)
    for mine, other in [("A<", "B<"), ('id="a"', 'id="b"'), ("b/c", "b/d"), ("1", "2"), ("y<", "z<")]:
        assert shown != Shown.of(html.replace(mine, other))
