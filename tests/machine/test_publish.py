"""What a built site offers beside its pages: Markdown, llms.txt, a feed, and a copy that reads without a server."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from deepcuts.page import pages
from deepcuts.page.directives import FENCE
from deepcuts.project import OURS
from deepcuts.site import markdown_copies, publish
from deepcuts.site.markdown_copies import expanded, published, relinked
from deepcuts.snippet.find import find
from tests.files import write
from tests.machine.conftest import Work

Publishing = Callable[..., Path]
PAGE = PurePosixPath("a/b.md")
SNIPPETS = {
    "a/b/c/main.py": "import d\n#> new\nprint(1)\n#> 1\n",
    "a/b/c/main.outputs": ">=3.11,<3.12\nline 1\n#> old\nline 2\n#> 1\n",
    "a/b/c/d.py": "print('`' * 3, '```')\n",
    "a/b/e.console": "$ python -V\n#> Python\n",
}


@pytest.fixture(autouse=True)
def snippets(tmp_path: Path, work: Work) -> None:
    write(tmp_path / "snippets", SNIPPETS)
    work(tmp_path, ["3.11", "3.12"])


# A page as Markdown.

WHOLE = """\
d.py:

````python
print('`' * 3, '```')
````

main.py, Python 3.12 and later:

```python
import d
#> new
print(1)
#> 1
```

Python 3.11 prints something else:

```python
import d
#> old
```

(a/b/c: recorded for 3.11, 3.12)"""
TRANSCRIPT = "Terminal:\n\n```console\n$ python -V\n#> Python\n```\n\n(a/b/e: recorded for 3.11, 3.12)"


def test_a_snippet_is_written_out() -> None:
    """Its files, its outputs in place, and what older Pythons print; a fence is longer than any in it."""
    assert f"# Title\n\n{WHOLE}\n\nText.\n" == expanded("# Title\n\n@snippet a/b/c\n\nText.\n", PAGE)


def test_a_question_is_answered() -> None:
    """Who reads Markdown gets program and output; wrong answers go, and so do the names of lines that matter."""
    text = "@predict a/b/e\n\n- wrong\n  more of it\n- wrong, too\n\nText.\n\n@snippet a/b/e\n\n- $ python -V\n"
    assert f"{TRANSCRIPT}\n\nText.\n\n{TRANSCRIPT}\n" == expanded(text, PAGE)


def test_a_snippet_in_a_list_stays_in_it() -> None:
    indented = "\n".join(f"    {row}" if row else "" for row in TRANSCRIPT.split("\n"))
    assert f"- item\n\n{indented}\n" == expanded("- item\n\n    @snippet a/b/e\n", PAGE)


def test_a_value_is_code() -> None:
    assert "It prints `Python` and ``a`b``." == expanded("It prints `Python`{a/b/e} and ``a`b``{a/b/e on 3.11}.", PAGE)


def test_a_report_leads_to_the_published_pages() -> None:
    assert "[e](../a/b/index.md#a/b/e)" in expanded("@verified snippets", PurePosixPath("verified.md"))


@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_what_is_fenced_stays_as_it_is(fence: str) -> None:
    text = f"{fence}markdown\n@snippet a/b/c\n`1`{{a/b/c}} [x](y.md)\n{fence}\n"
    assert text == expanded(text, PAGE)


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("c.md", "../c/index.md"),
        ("c.md#a/b/c", "../c/index.md#a/b/c"),
        ("index.md", "../index.md"),
        ("../index.md", "../../index.md"),
        ("notebook.py", "../notebook/index.md"),
        ("../assets/x.svg", "../../assets/x.svg"),
        ("#here", "#here"),
        ("https://example.org/x.md", "https://example.org/x.md"),
    ],
)
def test_a_link_leads_to_the_published_markdown(link: str, leads_to: str) -> None:
    assert leads_to == relinked(link, PAGE)
    assert f"[text]({leads_to})" == expanded(f"[text]({link})", PAGE)


def test_a_page_lies_beside_its_html() -> None:
    names = [published(PurePosixPath(name)).as_posix() for name in ("index.md", "a/index.md", "a/b.md", "a/n.py")]
    assert ["index.md", "a/index.md", "a/b/index.md", "a/n/index.md"] == names


# The whole of it.

FILES = {
    "mkdocs.yml": "site_name: Deep\nsite_description: Cuts.\nsite_url: https://example.org/deep/\nplugins: []\n"
    "nav: [index.md, {One: [a/b.md, {Note: a/n.py}]}, changelog.md, {Out: 'https://example.org'}]\n",
    "docs/index.md": "---\ntitle: Home\n---\n\n# Home of it\n\n[One](a/b.md)\n",
    "docs/a/b.md": "---\ntitle: A title\ndescription: What it says.\n---\n\n# Heading\n\n@snippet a/b/e\n",
    "docs/a/n.py": "# %% [markdown]\n# # A notebook\n# [back](../b/)\n\n# %%\nprint(1)\n#> 1\n",
    "docs/changelog.md": "# Log\n\n## 2026-11-23\n\n- New: [a page](a/b.md#x) & <more>.\n\n## 2026-11-22\n\nFirst.\n",
    "site/index.html": '<html><head><meta http-equiv="Content-Security-Policy" content="x"><link href="assets/a.css">'
    '<script src="assets/run/main.js" type="module"></script></head>'
    '<div data-run="{&quot;files&quot;: []}"></div>'
    '<a href=".">0</a><a href="a/b/#x">1</a><a href="#x">2</a><a href="https://example.org/">3</a></html>',
    "site/a/b/index.html": '<html><head></head><a href="../..">up</a><a href="./">here</a>'
    '<a href="../../python-deepcuts.zip">copy</a><a href="../../feed.xml">news</a></html>',
    "site/404.html": "",
    "site/assets/a.css": "",
    "site/assets/run/run.css": "",
    "site/assets/run/main.js": "",
    "site/assets/runtime-0/pyodide.asm.wasm": "",
    "site/assets/a.css.map": "",
    "site/assets/images/social/a.png": "",
    "site/search/search_index.json": '{"docs": [{"location": ""}, {"location": "a/b/#x"}]}',
}


@pytest.fixture
def publishing(tmp_path: Path) -> Publishing:
    """A site that was built and published from these files, some of them changed or taken out."""

    def publishing(changes: dict[str, str] | None = None, without: str = "") -> Path:
        write(tmp_path, {name: text for name, text in (FILES | (changes or {})).items() if name != without})
        assert 0 == publish.main(tmp_path / "site")
        return tmp_path / "site"

    return publishing


def test_each_page_is_there_as_markdown(publishing: Publishing) -> None:
    """Without its front matter; a notebook by its cells."""
    site = publishing()
    assert "# Home of it\n\n[One](a/b/index.md)\n" == (site / "index.md").read_text(encoding="utf-8")
    assert f"# Heading\n\n{TRANSCRIPT}\n" == (site / "a" / "b" / "index.md").read_text(encoding="utf-8")
    expected = "# A notebook\n[back](../b/)\n\n```python\nprint(1)\n#> 1\n```\n"
    assert expected == (site / "a" / "n" / "index.md").read_text(encoding="utf-8")


def test_llms_txt_names_the_pages_in_their_order(publishing: Publishing) -> None:
    expected = (
        "# Deep\n\n> Cuts.\n\n- [Home](https://example.org/deep/index.md)\n\n## One\n\n"
        "- [A title](https://example.org/deep/a/b/index.md): What it says.\n"
        "- [A notebook](https://example.org/deep/a/n/index.md)\n"
    )
    assert (publishing() / "llms.txt").read_text(encoding="utf-8").startswith(expected)


def test_the_feed_has_an_item_for_each_date(publishing: Publishing) -> None:
    """With absolute links, newest first as in the changelog."""
    channel = etree.parse(publishing() / "feed.xml").getroot().find("channel")  # noqa: S314 (we wrote it)
    assert channel is not None
    assert ["Deep", "https://example.org/deep/", "Cuts."] == [channel[at].text for at in range(3)]
    first, second = channel.findall("item")
    expected = {
        "title": "Deep, 2026-11-23",
        "link": "https://example.org/deep/changelog/#2026-11-23",
        "guid": "https://example.org/deep/changelog/#2026-11-23",
        "pubDate": "Mon, 23 Nov 2026 00:00:00 +0000",
        "description": '<ul>\n<li>New: <a href="https://example.org/deep/a/b/#x">a page</a> &amp; <more>.</li>\n</ul>',
    }
    assert expected == {element.tag: element.text for element in first}
    assert "<p>First.</p>" == second.findtext("description")


NO_FEED = "no feed.xml: it needs site_url in mkdocs.yml, and docs/changelog.md"


def test_without_a_changelog_there_is_no_feed(publishing: Publishing, capsys: pytest.CaptureFixture[str]) -> None:
    config = FILES["mkdocs.yml"].replace(", changelog.md", "")
    site = publishing({"mkdocs.yml": config}, without="docs/changelog.md")
    assert not (site / "feed.xml").exists()
    assert NO_FEED in capsys.readouterr().out


def test_without_an_address_there_is_no_feed(publishing: Publishing, capsys: pytest.CaptureFixture[str]) -> None:
    """A feed needs absolute links; llms.txt can do without."""
    site = publishing({"mkdocs.yml": FILES["mkdocs.yml"].replace("site_url: https://example.org/deep/\n", "")})
    assert not (site / "feed.xml").exists()
    assert NO_FEED in capsys.readouterr().out
    assert "- [A title](a/b/index.md): What it says." in (site / "llms.txt").read_text(encoding="utf-8")


def test_the_download_reads_without_a_server(publishing: Publishing) -> None:
    """Links name files, no policy names an origin, the search index is a script, and what is of no use is left out.

    Among that is Python: a browser loads no module from a folder, and no worker.
    """
    with zipfile.ZipFile(publishing() / publish.ARCHIVE) as file:
        names = {name.removeprefix("python-deepcuts/") for name in file.namelist()}
        home = file.read("python-deepcuts/index.html").decode()
        deep = file.read("python-deepcuts/a/b/index.html").decode()
        index = file.read("python-deepcuts/search/search_index.js").decode()
    assert {"index.html", "a/b/index.html", "assets/a.css"} <= names
    assert not {"404.html", "assets/a.css.map", "assets/images/social/a.png", "feed.xml", publish.ARCHIVE} & names
    assert {"assets/run/run.css"} == {name for name in names if name.startswith("assets/run")}
    assert "main.js" not in home
    assert "<div></div>" in home
    expected = ["assets/a.css", "index.html", "a/b/index.html#x", "#x", "https://example.org/"]
    assert expected == re.findall(r'href="([^"]*)"', home)
    online = [f"https://example.org/deep/{name}" for name in (publish.ARCHIVE, "feed.xml")]
    assert ["../../index.html", "index.html", *online] == re.findall(r'href="([^"]*)"', deep)
    assert "Content-Security-Policy" not in home
    docs = json.loads(index.removeprefix("var __index = "))["docs"]
    assert ["index.html", "a/b/index.html#x"] == [entry["location"] for entry in docs]


def test_it_can_be_published_again(publishing: Publishing) -> None:
    """The download does not hold the former one."""
    sizes = {(publishing() / publish.ARCHIVE).stat().st_size for _ in range(2)}
    assert 1 == len(sizes)


def test_a_folder_that_holds_no_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == publish.main(tmp_path)
    assert f"{tmp_path} holds no built site\n" == capsys.readouterr().err


def test_every_page_of_the_site_can_be_written_out(work: Work) -> None:
    """No directive and no value is left, but in fences; and each snippet that a page shows is there."""
    work(OURS.root, OURS.pythons)
    seen = 0
    for page in markdown_copies.pages(pages.configuration()):
        text = re.sub(FENCE, "", expanded(page.text, page.source), flags=re.MULTILINE | re.DOTALL)
        assert not re.search(r"^ *@\w|`\{[\w-]+/", text, re.MULTILINE), page.source
        seen += len(re.findall(r"^\([\w/-]+: (verified|recorded)", text, re.MULTILINE))
    assert len(find()) <= seen
