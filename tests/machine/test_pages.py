"""What is wrong in the pages is said by file and line, whatever way it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.page.checks import broken_links, leaves, misplaced, nav_problems, sources, strangers, unlinked, unshown
from deepcuts.page.pages import Page, configuration, rendered
from deepcuts.page.sources import prose
from deepcuts.project import SnippetError, shown
from deepcuts.snippet.find import find
from tests.files import ROOT, write
from tests.machine.conftest import Work

pytestmark = pytest.mark.usefixtures("supported")

Site = Callable[..., list[Page]]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return tmp_path / "docs"


@pytest.fixture
def site(tmp_path: Path, docs: Path, work: Work) -> Site:
    """The pages of a repository with these files: its mkdocs.yml is ours but for what the test says."""
    work(tmp_path)

    def site(files: dict[str, str]) -> list[Page]:
        docs.mkdir(exist_ok=True)
        theme = f"\ntheme: {{custom_dir: '{ROOT / 'overrides'}'}}\n"  # is looked for beside the file that inherits
        settings = f"INHERIT: {ROOT / 'mkdocs.yml'}\n{files.get('mkdocs.yml', '')}{theme}"
        write(tmp_path, files | {"mkdocs.yml": settings})
        config = configuration()
        return [rendered(path, config) for path in sources(config) if path.suffix == ".md"]

    return site


def problems(site: list[Page]) -> list[str]:
    return [problem for page in site for problem in page.problems]


SNIPPET = {"snippets/a/b/c.py": "print(1)\n#> 1\n"}


def test_a_page_of_snippets_and_values_is_right(site: Site) -> None:
    """What was seen in it is counted: a check that looked at nothing is red."""
    text = "# Title\n\nIt prints `1`{a/b/c}, `1`{a/b/c on 3.11}:\n\n@snippet a/b/c\n\n"
    text += "Text.\n\n- and\n\n    @snippet a/b/c\n"
    (page,) = site({"docs/index.md": text, **SNIPPET})
    assert [] == page.problems
    assert (["a/b/c", "a/b/c"], 2) == (page.snippets, page.values)
    assert [] == page.blocks


def test_all_files_of_a_snippet_are_verified(site: Site) -> None:
    files = {"snippets/a/b/c/main.py": "import d\n#> 1\n", "snippets/a/b/c/d.py": "print(1)\n"}
    (page,) = site({"docs/index.md": "# Title\n\n@snippet a/b/c\n\n[a](b.md)\n", **files})
    assert ([], [], ["b.md"]) == (page.problems, page.blocks, page.links)


# Code that no program verifies: (the page, the line, the language).
UNVERIFIED = {
    "backticks": ("# Title\n\n```python\nprint(1)\n```\n", 4, "python"),
    "tildes": ("~~~python\nprint(1)\n~~~\n", 2, "python"),
    "four backticks": ("````python\nprint(1)\n````\n", 2, "python"),
    "a class": ("```{.python}\nprint(1)\n```\n", 2, "python"),
    "a class, a space, a title": ('``` { .python title="main.py" }\nprint(1)\n```\n', 2, "python"),
    "a title, highlighted lines": ('```python title="main.py" hl_lines="1"\nprint(1)\n```\n', 2, "python"),
    "py": ("```py\nprint(1)\n```\n", 2, "py"),
    "a console": ("```pycon\nprint(1)\n```\n", 2, "pycon"),
    "text": ("```text\nprint(1)\n```\n", 2, "text"),
    "no language": ("```\nprint(1)\n```\n", 2, "text"),
    "an unknown language": ("```output\nprint(1)\n```\n", 2, "output"),
    "blank lines first": ("```python\n\n\nprint(1)\n```\n", 4, "python"),
    "below a paragraph": ("Look:\n```python\nprint(1)\n```\n", 3, "python"),
    "indented": ("Look:\n\n    print(1)\n", 3, "text"),
    "indented by a tab": ("Look:\n\n\tprint(1)\n", 3, "text"),
    "in a list": ("- item\n\n    ```python\n    print(1)\n    ```\n", 4, "python"),
    "in a numbered list of a list": (
        "- item\n\n    1. item\n\n        ~~~python\n        print(1)\n        ~~~\n",
        6,
        "python",
    ),
    "indented in a list": ("- item\n\n        print(1)\n", 3, "text"),
    "in an admonition": ("!!! note\n\n    ```python\n    print(1)\n    ```\n", 4, "python"),
    "in closed details": ("??? note\n\n    ```python\n    print(1)\n    ```\n", 4, "python"),
    "in a quote": ("> ```python\n> print(1)\n> ```\n", 2, "python"),
    "in a footnote": ("text[^1]\n\n[^1]:\n    ```python\n    print(1)\n    ```\n", 5, "python"),
    "raw HTML": ("<pre>print(1)</pre>\n", 1, "no language"),
    "raw HTML with a language": ('<pre><code class="language-python">print(1)</code></pre>\n', 1, "python"),
    "raw HTML in a div": ("<div>\n<pre>\nprint(1)\n</pre>\n</div>\n", 3, "no language"),
    "below a snippet": ("@snippet a/b/c\n\n```python\nprint(1)\n```\n", 4, "python"),
    "below front matter": ("---\ntitle: >\n\n    no code\n---\n\n```python\nprint(1)\n```\n", 8, "python"),
}


@pytest.mark.parametrize(("text", "line", "language"), UNVERIFIED.values(), ids=UNVERIFIED)
def test_code_that_no_program_verifies_is_an_error(site: Site, docs: Path, text: str, line: int, language: str) -> None:
    expected = (
        f"docs/index.md:{line}: a code block ({language}) that no program verifies: 'print(1)';"
        " make it a snippet (`@snippet address`)"
    )
    assert [expected] == problems(site({"docs/index.md": text, **SNIPPET}))


def test_a_fence_around_a_fence_hides_nothing_below_it(site: Site, docs: Path) -> None:
    """Four backticks around three: a search for fences by pattern loses the rest of the page."""
    text = "````text\n```python\nhidden()\n```\n````\n\n```python\nprint(1)\n```\n"
    said = problems(site({"docs/index.md": text}))
    assert ["docs/index.md:2: ", "docs/index.md:8: "] == [line.partition("a code")[0] for line in said]
    assert ["'```python'", "'print(1)'"] == [line.partition("verifies: ")[2].partition(";")[0] for line in said]


def test_every_block_is_reported(site: Site) -> None:
    said = problems(site({"docs/a.md": "    one()\n\ntext\n\n    two()\n", "docs/b.md": "```\nthree()\n```\n"}))
    assert ["'one()'", "'two()'", "'three()'"] == [line.partition("verifies: ")[2].partition(";")[0] for line in said]


@pytest.mark.parametrize("language", ["toml", "bash", "yaml", "json", "ini"])
@pytest.mark.parametrize("fence", ["```{}\nx\n```\n", "- item\n\n    ~~~ {{ .{} }}\n    x\n    ~~~\n"])
def test_settings_and_commands_are_no_output(site: Site, language: str, fence: str) -> None:
    (page,) = site({"docs/index.md": fence.format(language)})
    assert [] == page.problems
    assert [(language, "x\n")] == page.blocks


@pytest.mark.parametrize(
    ("text", "first"), [("```python\n```\n", "''"), ("<pre>\n\none() or\ntwo()\n</pre>\n", "'one() or'")]
)
def test_a_block_is_named_by_its_first_line(site: Site, text: str, first: str) -> None:
    [said] = problems(site({"docs/index.md": text}))
    assert f"that no program verifies: {first}; make it" in said


# A session in a block of settings or commands: (language, its rows, the row of the command, from 0).
SESSIONS = {
    "a shell": ("bash", ["$ python -c 'print(1 + 1)'", "2"], 0),
    "settings": ("yaml", ["x: 1", "$ python -m this", "Beautiful"], 1),
    "Markdown": ("markdown", ["$ python", "hello"], 0),
    "doctest": ("toml", [">>> f(", "... 1)", "3"], 0),
    "IPython": ("json", ["In [1]: 1 + 1", "Out[1]: 2"], 0),
    "Windows": ("ini", [r"C:\Program Files> py -3 x.py", "2"], 0),
    "PowerShell": ("bash", [r"PS C:\> python x.py", "2"], 0),
    "a host": ("bash", ["(venv) me@host:~/x$ ls", "x.py"], 0),
    "zsh": ("bash", ["host% python3.14 x.py", "2"], 0),
    "a theme": ("bash", ["~/x \u276f python x.py", "2"], 0),
    "root": ("bash", ["# python x.py", "2"], 0),
    "no prompt": ("bash", ["cd x", "X=1 ./bin/python3 x.py", "2"], 1),
    "uv": ("bash", ["uv run x.py", "Traceback (most recent call last):"], 0),
    "a blank line between": ("bash", ["$ python x.py", "", "2"], 0),
    "a comment": ("bash", ["python x.py", "# 2"], 0),
    "our own mark": ("bash", ["python x.py", "#> 2", "python y.py"], 0),
    "a second command": ("bash", ["$ python x.py", "$ python y.py", "2"], 1),
    "a continued command": ("bash", ["$ python -c 'import x", "print(x)' \\", "    -v", "2"], 0),
    "an apostrophe": ("bash", ["$ python don't.py", "2"], 0),
}


@pytest.mark.parametrize("fence", ["```{}\n{}\n```", "~~~~ {{ .{} }}\n{}\n~~~~", '```{} title="x"\n{}\n```'])
@pytest.mark.parametrize(("language", "rows", "command"), SESSIONS.values(), ids=SESSIONS)
def test_a_session_is_an_error_in_a_block_of_any_language(
    site: Site, docs: Path, language: str, rows: list[str], command: int, fence: str
) -> None:
    """Named is the command, not a row elsewhere that says the same."""
    text = f"```bash\n{rows[command]}\n```\n\n{fence.format(language, chr(10).join(rows))}\n"
    [said] = problems(site({"docs/index.md": text}))
    assert said.startswith(f"docs/index.md:{6 + command}: a session ({language}) that no program verifies: ")
    assert f": {rows[command]!r} is followed by " in said


@pytest.mark.parametrize("language", ["sh", "text", "none", "pycon", "console", "powershell", "doctest", "ipython"])
@pytest.mark.parametrize("prompt", ["$ python x.py", ">>> x", "In [1]: x", r"C:\> py x.py", "% python x.py"])
def test_a_session_in_another_language_is_an_error(site: Site, docs: Path, language: str, prompt: str) -> None:
    [said] = problems(site({"docs/index.md": f"- a\n\n    ~~~{language}\n    {prompt}\n    2\n    ~~~\n"}))
    assert said.startswith("docs/index.md:4: a code block (")


@pytest.mark.parametrize(
    "rows",
    [
        ["$ python x.py"],
        ["$ cd x", "$ python x.py"],
        ["# in a clone:", "python3 -m pip install nox", "# then", "python3 -m nox"],
        ["python x.py", "git diff"],
        ["$ python -c 'import x", "print(x)'"],
        ["python -m x \\", "    --verbose"],
        ["cost: $x", "next"],
    ],
)
def test_a_command_alone_is_allowed(site: Site, rows: list[str]) -> None:
    assert [] == problems(site({"docs/index.md": "```bash\n" + "\n".join(rows) + "\n```\n"}))


def test_a_block_that_stands_twice_is_named_twice(site: Site, docs: Path) -> None:
    """Also in a quote, with tabs, and as a footnote, which is shown below what it stands above."""
    text = "[^1]:\n    ```\n    f()\n    ```\n\na[^1]\n\n> ```\n> f()\n> ```\n\n- b\n\n    ```\n    g(\t1)\n    f()\n"
    text += "    ```\n"
    said = problems(site({"docs/index.md": text}))
    assert [f"docs/index.md:{n}" for n in (3, 15, 9)] == [each.partition(": ")[0] for each in said]


def test_front_matter_is_no_text(site: Site) -> None:
    (page,) = site({"docs/index.md": "---\ntitle: Home\n---\n# Title\n"})
    assert {"title"} == page.ids


def test_code_in_a_sentence_is_no_block(site: Site) -> None:
    assert [] == problems(site({"docs/index.md": "Say `print(1)`, ``print(`1`)``, <code>print(1)</code>.\n"}))


# What snippets and values get wrong: (the page, the line, the message).
WRONG = {
    "a missing snippet": (
        "# Title\n\n@snippet a/b/x\n",
        3,
        "snippets/a/b/x:1: there is no snippet at this address",
    ),
    "a missing snippet in a list": (
        "- item\n\n    @snippet a/b/x\n",
        3,
        "snippets/a/b/x:1: there is no snippet at this address",
    ),
    "a missing section": (
        "text\n\n@snippet a/b/c#part\n",
        3,
        "snippets/a/b/c.py:1: has no region 'part': write `# region part` above it, `# endregion` below",
    ),
    "an ill-formed snippet": (
        "text\n\n@snippet a/b/c, please\n",
        3,
        "'@snippet a/b/c, please': `@snippet address` stands alone, blank lines around it",
    ),
    "a value that was not printed": (
        "text\n\nIt prints\n`2`{{a/b/c}}.\n",
        4,
        "a/b/c does not print '2'",
    ),
    "a value of an unknown Python": (
        "It prints `1`{{a/b/c on 2.7}}.\n",
        1,
        "a/b/c is not recorded for Python 2.7",
    ),
    "a value of a missing snippet": (
        "It prints `1`{{a/b/x}}.\n",
        1,
        "snippets/a/b/x:1: there is no snippet at this address",
    ),
    "a snippet that cannot be read": (
        "text\n\n@snippet a/b/d\n",
        3,
        "snippets/a/b/d.py:1: the metadata block does not end with a line `# ///`",
    ),
}


@pytest.mark.parametrize(("text", "line", "message"), WRONG.values(), ids=WRONG)
def test_what_a_page_gets_wrong_is_said_at_its_line(
    site: Site, tmp_path: Path, docs: Path, text: str, line: int, message: str
) -> None:
    files = {"docs/index.md": text.format(), **SNIPPET, "snippets/a/b/d.py": "# /// script\n"}
    assert [f"docs/index.md:{line}: {message}"] == problems(site(files))


def test_what_is_wrong_does_not_count_as_shown(site: Site) -> None:
    (page,) = site({"docs/index.md": "@snippet a/b/c#part\n\n`2`{a/b/c}\n", **SNIPPET})
    assert ([], 0) == (page.snippets, page.values)


def test_a_snippet_that_no_page_shows_is_an_error(site: Site, tmp_path: Path) -> None:
    """Neither a value nor an example of the syntax shows it."""
    files = {f"snippets/a/b/{name}.py": "print(1)\n#> 1\n" for name in ("shown", "quoted", "spelt", "section")}
    files["snippets/a/b/section.py"] = "# region one\nprint(1)\n#> 1\n# endregion\n"
    text = "@snippet a/b/shown\n\n`1`{a/b/quoted}\n\n`@snippet a/b/spelt`\n\n@snippet a/b/section#one\n"
    expected = [
        f"snippets/a/b/{name}.py:1: no page shows this snippet; `@snippet a/b/{name}` does"
        for name in ("quoted", "spelt")
    ]
    seen = site({"docs/index.md": text, **files})
    assert expected == list(unshown(find(), seen))


HOMES = {
    "its own page": ("docs/a/b.md", "docs/a/d.md", []),
    "the index page": ("docs/a/index.md", "docs/a/d.md", []),
    "a renamed page": ("docs/a/x.md", "docs/a/index.md", ["docs/a/x.md:3: a/b/c belongs on docs/a/index.md"]),
    "not its own": ("docs/a/x.md", "docs/a/b.md", ["docs/a/x.md:3: a/b/c belongs on docs/a/b.md"]),
    "no page of the DeepCut": ("docs/x.md", "docs/d.md", ["docs/x.md:3: a/b/c belongs on docs/a/index.md"]),
}


@pytest.mark.parametrize(("shows", "other", "expected"), HOMES.values(), ids=HOMES)
def test_a_snippet_stands_where_its_address_says(
    site: Site, docs: Path, tmp_path: Path, shows: str, other: str, expected: list[str]
) -> None:
    """A page without snippets of its own is right, and other pages may show a snippet, too."""
    seen = site({shows: "# T\n\n@snippet a/b/c\n", other: "# T\n", **SNIPPET})
    found = misplaced(find(), seen, configuration())
    end = ", which does not show it; move one to the other"
    assert [f"{each}{end}" for each in expected] == [*found]


def test_a_snippet_that_no_page_shows_is_named_by_its_file_alone(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report, which links each snippet, is not the place to mend it."""
    seen = site({"docs/verified.md": "# T\n\n@verified snippets\n", **SNIPPET})
    assert [] == links(seen)
    assert 1 == len([*unshown(find(), seen)])
    assert [] == list(misplaced(find(), seen, configuration()))


@pytest.mark.parametrize(
    ("text", "said", "missing"),
    [
        ("![a](x.png)", "x.png", "docs/a/x.png"),
        ("![a][x]\n\n[x]: ../x.png", "../x.png", "docs/x.png"),
        ('<img src="x.png" alt="a">', "x.png", "docs/a/b/x.png"),
        ('<video poster="x.png"></video>', "x.png", "docs/a/b/x.png"),
        ('<img srcset="../../there.png 1x, x.png 2x" alt="a">', "x.png", "docs/a/b/x.png"),
    ],
)
def test_a_picture_that_is_missing_is_an_error(site: Site, docs: Path, text: str, said: str, missing: str) -> None:
    """Where Markdown is relative to the file, HTML is relative to the address of the page, a folder."""
    line = 5 if "[x]:" in text else 3
    seen = site({"docs/a/b.md": f"# T\n\n{text}\n", "docs/there.png": ""})
    assert [f"docs/a/b.md:{line}: {said} cannot be shown: there is no {missing}"] == links(seen)


def test_pictures_that_are_there_are_right(site: Site) -> None:
    text = '![a](x.png "T") ![b](../y%20z.svg) <img src="../x.png" alt="c"> ![d](data:image/png;base64,xx)\n'
    assert [] == links(site({"docs/a/b.md": text, "docs/a/x.png": "", "docs/y z.svg": ""}))


# Links.

LINKED = "# Title\n\ntext\n\n## Part one {#part}\n"


def links(site: list[Page]) -> list[str]:
    return list(broken_links(site, configuration()))


def test_links_that_lead_somewhere_are_right(site: Site) -> None:
    """To pages, headings, snippets, assets, other sites; percent signs are read."""
    text = (
        "# Start here\n\n[a](b/other.md), [b](b/other.md#part), [c](#start-here), [d](b/caf%C3%A9.md), [e][there],\n"
        '[f](https://example.com/x.md#y), [g](mailto:a@example.com), <a href="b/other.md">h</a>, [i](x.css),\n'
        "[j](b/other.md#a/b/c), [k](b/other.md#title)\n\n[there]: b/other.md\n"
    )
    files = {"docs/index.md": text, "docs/b/other.md": f"{LINKED}\n@snippet a/b/c\n\n[up](../index.md#start-here)\n"}
    seen = site({**files, "docs/b/café.md": "# Café\n", "docs/x.css": "", **SNIPPET})
    assert [] == links(seen)
    assert 11 == sum("." in link for page in seen for link in page.links)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# T\n\n[a](missing.md)\n", 3, "broken link missing.md: there is no missing.md"),
        ("# T\n\n- [a](b/missing.md#part)\n", 3, "broken link b/missing.md#part: there is no b/missing.md"),
        ("# T\n\n[a](other.md#parts)\n", 3, "broken link other.md#parts: docs/other.md has no #parts"),
        ("# T\n\n[a](other.md#a/b/c)\n", 3, "broken link other.md#a/b/c: docs/other.md has no #a/b/c"),
        ("# T\n\n[a](#parts)\n", 3, "broken link #parts: docs/index.md has no #parts"),
        ("# T\n\n[a][there]\n\n[there]: missing.md\n", 5, "broken link missing.md: there is no missing.md"),
        ('# T\n\n<a href="missing.md">a</a>\n', 3, "broken link missing.md: there is no missing.md"),
        ("# T\n\n[a](../mkdocs.yml)\n", 3, "broken link ../mkdocs.yml: there is no ../mkdocs.yml"),
        ("# T\n\n[a](/other.md)\n", 3, "broken link /other.md: there is no /other.md"),
        ("# T\n\n[a](https://example.com/)\n[a](missing.md)\n", 4, "broken link missing.md: there is no missing.md"),
        ("# T\n\n[a](other)\n", 3, "broken link other: there is no other"),
        ("# T\n\n[a](Other.md)\n", 3, "broken link Other.md: there is no Other.md"),
    ],
    ids=[
        "a page",
        "a page with an anchor",
        "an anchor",
        "a snippet that is not shown there",
        "an anchor of the page itself",
        "a reference",
        "raw HTML",
        "out of the folder",
        "absolute",
        "below a link to another site",
        "without an ending",
        "a capital letter",
    ],
)
def test_a_broken_link_is_an_error(site: Site, docs: Path, text: str, line: int, message: str) -> None:
    files = {"docs/index.md": text, "docs/other.md": LINKED, **SNIPPET}
    assert [f"docs/index.md:{line}: {message}"] == links(site(files))


# Navigation.


def nav(*rows: str) -> str:
    return "\n".join(["nav:", *(f"  {row}" for row in rows), ""])


def test_pages_in_nav_are_right(site: Site, docs: Path) -> None:
    """With a title, without one, in a section; notebooks too."""
    files = {"docs/index.md": "", "docs/a/index.md": "", "docs/a/b.md": "", "docs/a/c.py": ""}
    listing = nav(
        "- Home: index.md", "- Deep:", "    - a/index.md", "    - More:", "        - B: a/b.md", "    - a/c.py"
    )
    site({**files, "mkdocs.yml": listing})
    paths = [path for path in docs.rglob("*") if path.is_file()]
    assert 4 == len(paths)
    assert [] == list(nav_problems(paths, configuration()))


def test_a_page_that_nav_does_not_name_is_an_error(site: Site, docs: Path) -> None:
    files = {"docs/index.md": "", "docs/a/index.md": "", "docs/a/b.md": ""}
    site({**files, "mkdocs.yml": nav("- index.md", "- b.md: a/index.md")})
    expected = "docs/a/b.md:1: is missing from `nav` in mkdocs.yml"
    assert [expected] == list(nav_problems([docs / "index.md", docs / "a/index.md", docs / "a/b.md"], configuration()))


def test_a_name_in_nav_without_a_page_is_an_error(site: Site, docs: Path) -> None:
    listing = nav("- index.md", "- Deep:", "    - B: a/b.md", "    - 'c.md' ", "    - LATEX")
    site({"docs/index.md": "", "mkdocs.yml": listing})
    expected = [
        f"mkdocs.yml:{n}: `nav` names {name}, and there is no such page"
        for n, name in ((5, "a/b.md"), (6, "c.md"), (7, "LATEX"))
    ]
    assert expected == list(nav_problems([docs / "index.md"], configuration()))


def test_a_reader_is_led_to_every_deepcut_and_every_chapter(site: Site) -> None:
    """From the landing page, and from the index of its DeepCut; the guide is no DeepCut."""
    listing = nav(
        "- index.md", "- Deep:", "    - a/index.md", "    - a/b.md", "    - a/c.md", "- Contributing: [g/x.md]"
    )
    names = ("a/index", "a/b", "a/c", "g/x")
    files = {f"docs/{name}.md": "# Title\n" for name in names} | {"docs/a/index.md": "# A\n\n[b](b.md#x)\n"}
    expected = [
        "docs/index.md:1: does not link to a/index.md, and a reader looks for it there",
        "docs/a/index.md:1: does not link to c.md, and a reader looks for it there",
    ]
    for landing, said in (("", expected), ("[a](a/index.md)", expected[1:])):
        pages = site({**files, "docs/index.md": f"# Home\n\n{landing}\n", "mkdocs.yml": listing})
        assert said == list(unlinked(pages))


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "a tab": (
            "nav:\n- a.md\n\tx: 1\n",
            "4: is not YAML: found character '\\t' that cannot start any token; YAML is",
        ),
        "a bracket": ("nav: [a.md\nx: 1\n", "3: is not YAML: "),
        "a control character": ("nav: \x00\n", "1: is not YAML: "),
        "an option that MkDocs does not take": ("site_name: 3\nstrict: 7\n", "1: MkDocs refuses it: "),
    }.values(),
)
def test_a_configuration_that_cannot_be_read_is_one_line(site: Site, text: str, said: str) -> None:
    with pytest.raises(SnippetError) as refused:
        site({"docs/index.md": "", "mkdocs.yml": text})
    assert str(refused.value).startswith(f"mkdocs.yml:{said}")
    assert "\n" not in str(refused.value)


def test_pages_have_the_section_that_they_stand_in() -> None:
    """The innermost one; what leads to another site is not a page."""
    deep = ["a/index.md", {"B": "a/b.md"}, {"More": ["a/c.md"]}]
    expected = [("", "index.md"), ("Deep", "a/index.md"), ("Deep", "a/b.md"), ("More", "a/c.md")]
    assert expected == list(leaves(["index.md", {"Deep": deep}, {"Source": "https://example.com/"}]))


# What is published.

UNSEEN = {
    "a/b.ipynb": "is a notebook with stored outputs, which nothing verifies; write it as a `.py` notebook"
    " (`jupytext --to py:percent docs/a/b.ipynb`)",
    "_x/B.IPYNB": "is a notebook with stored outputs, which nothing verifies; write it as a `.py` notebook"
    " (`jupytext --to py:percent docs/_x/B.IPYNB`)",
    "b.html": "is a page that nothing verifies; write it in Markdown, b.md",
    "assets/b.htm": "is a page that nothing verifies; write it in Markdown, b.md",
    "b.markdown": "is not a page that is verified; call it b.md",
    "a/b.mkd": "is not a page that is verified; call it b.md",
    "b.MD": "is not a page that is verified; call it b.md",
    "a/b.py": "is not a notebook, it has no line `# %%`; a program is a snippet",
    "a/c.py": "would be published as it is; name a/c.py at `include` of mkdocs-jupyter in mkdocs.yml",
    "a/all.md": "has the name of the page that shows the whole DeepCut, all; choose another",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_would_be_published_unverified_is_refused(site: Site, docs: Path, name: str) -> None:
    """Named in `nav` or not."""
    files = {"docs/index.md": "# Title\n", f"docs/{name}": "# %%\nprint(1)\n" if name == "a/c.py" else ""}
    site({**files, "mkdocs.yml": nav("- index.md", f"- {name}")})
    assert [f"docs/{name}:1: {UNSEEN[name]}"] == list(strangers(configuration()))


def test_what_is_verified_or_no_page_may_be_published(site: Site) -> None:
    """Also what MkDocs leaves out, as a name that begins with a dot."""
    names = [
        "index.md",
        "all.md",
        "_x/y.md",
        "assets/x.js",
        "x.png",
        "CNAME",
        ".x/y.ipynb",
        ".ipynb_checkpoints/z.ipynb",
    ]
    notebook = {"docs/import-cache/autoreload.py": "# %%\nprint(1)\n"}
    seen = site({f"docs/{name}": "" for name in names} | notebook)
    assert [] == list(strangers(configuration()))
    assert 3 == len(seen)


@pytest.mark.parametrize("name", ["x.png", ".x/y.md", "y.ipynb"])
def test_nav_names_pages_only(site: Site, docs: Path, name: str) -> None:
    site({"docs/index.md": "", f"docs/{name}": "", "mkdocs.yml": nav("- index.md", f"- {name}")})
    expected = f"mkdocs.yml:4: `nav` names {name}, and there is no such page"
    config = configuration()
    assert [expected] == list(nav_problems(sources(config), config))


# Reported by the tests of the machine.


@pytest.mark.parametrize("above", ["```toml\nx = 1\n```", 'Say <code class="language-toml">x</code>.'])
@pytest.mark.parametrize("code", ["<pre>print(1)</pre>", '<pre><code class="language-python">print(1)</code></pre>'])
def test_the_language_of_a_block_ends_with_it(site: Site, above: str, code: str) -> None:
    """Raw HTML below settings is not in their language."""
    assert 1 == len(problems(site({"docs/index.md": f"{above}\n\n{code}\n"})))


def test_a_line_is_that_of_the_thing_itself(site: Site, docs: Path) -> None:
    """Not of a sentence that says the same, nor of a longer address or path."""
    text = "Say `print(1)`.\n\n@snippet a/b/cc\n\n[a](b/x.md)\n\n    print(1)\n\n@snippet a/b/c\n\n[a](x.md)\n"
    seen = site({"docs/index.md": text, "docs/b/x.md": "", "snippets/a/b/cc.py": ""})
    said = [*problems(seen), *links(seen)]
    assert [f"docs/index.md:{n}" for n in (9, 7, 11)] == [line.partition(": ")[0] for line in said]


def test_the_mark_beside_a_heading_is_no_link(site: Site) -> None:
    (page,) = site({"docs/index.md": "# Title\n\n## Part\n"})
    assert [] == page.links


def test_nav_may_lead_to_other_sites(site: Site, docs: Path) -> None:
    site({"docs/index.md": "", "mkdocs.yml": nav("- index.md", "- Source: https://example.com/")})
    assert [] == list(nav_problems([docs / "index.md"], configuration()))


def test_a_name_in_nav_is_found_where_it_stands(site: Site, docs: Path) -> None:
    site({"docs/index.md": "", "docs/a/b.md": "", "mkdocs.yml": nav("- index.md", "- a/b.md", "- b.md")})
    expected = "mkdocs.yml:5: `nav` names b.md, and there is no such page"
    assert [expected] == list(nav_problems([docs / "index.md", docs / "a/b.md"], configuration()))


def test_a_notebook_is_read_by_its_markdown_cells(site: Site, docs: Path) -> None:
    """At the lines where they stand; what its code cells hold is code."""
    site({})
    path = docs / "book.py"
    path.write_text(
        "# ---\n#     y = 1\n# ---\n# %% [markdown]\n# # Title\n#\n# ```python\n# print(1)\n# ```\n\n"
        "# %%\n# ```\nprint(2)\n# %% [markdown]\n#     x = 1\n",
        encoding="utf-8",
    )
    page = rendered(path, configuration())
    assert [("python", "print(1)\n"), ("text", "x = 1\n")] == page.blocks
    assert [f"{shown(path)}:8: ", f"{shown(path)}:15: "] == [
        problem.split("a code block")[0] for problem in page.problems
    ]


def test_what_is_no_prose_of_a_notebook_is_left_blank(tmp_path: Path) -> None:
    """What stands above its first cell, and comments in its code."""
    path = tmp_path / "book.py"
    write(tmp_path, {path.name: "# [a](x.md)\n# %%\n# [b](y.md)\nprint(1)\n# %% [markdown]\n# Text\n"})
    assert "\n\n\n\n\nText\n" == prose(path)


def test_links_of_a_notebook_are_urls(site: Site, docs: Path) -> None:
    index, other = site({"docs/a/index.md": "", "docs/a/other.md": "# Title\n\n## Part\n"})
    path = docs / "a" / "book.py"
    path.write_text(
        "# %% [markdown]\n# [i](../) [a](../other/#part) [b](../none/) [c](../other/#none)\n", encoding="utf-8"
    )
    config = configuration()
    assert [f"{shown(path)}:2: broken link {link}: " for link in ("../none/", "../other/#none")] == [
        problem.partition("there is")[0].partition(f"{shown(other.path)} has")[0]
        for problem in broken_links([index, other, rendered(path, config)], config)
    ]
