"""How a snippet looks in a page, and what a page cannot say about it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from packaging.version import Version

from deepcuts.page.listing import described
from deepcuts.page.markdown import DeepCutsExtension
from deepcuts.project import SnippetError
from deepcuts.run import ledger
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet
from tests.files import write
from tests.machine.conftest import Work

Render = Callable[..., str]
EXTENSIONS = ["admonition", "attr_list", "footnotes", "tables"]
EXTENSIONS += ["pymdownx.details", "pymdownx.superfences", "pymdownx.highlight"]


@pytest.fixture(autouse=True)
def snippets(tmp_path: Path, work: Work) -> None:
    """Snippets, records and supported Pythons of the test's own."""
    work(tmp_path, ["3.11", "3.12", "3.13.0", "3.13"])


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """A page of this text, and these files below `snippets/`, as HTML."""

    def page(text: str, files: dict[str, str] | None = None, extension: DeepCutsExtension | None = None) -> str:
        write(tmp_path / "snippets", files or {})
        return Markdown(extensions=[*EXTENSIONS, extension or DeepCutsExtension()]).convert(text)

    return page


def listings(page: str, python: str = "") -> dict[str, list[str]]:
    """The code blocks of snippets by title, as they are without JavaScript or with a chosen Python.

    An output has what its class says before it (`out: #> 1`).
    """
    found = {}
    blocks = (
        r'<(?:div|details) class="highlight[^>]*>(.*?)(?:<pre id="code-\d+-\d+"><code [^>]*>(.*?)</code></pre>|</div>)'
    )
    for title, body in re.findall(blocks, chosen(page, python), re.DOTALL):
        title = re.sub(r'<span class="deepcut-(?:verified|recorded|not-run)">.*', "", title)
        body = re.sub(r"<mark>(.*?)</mark>", r"mark: \1", body)
        body = re.sub(r'<span class="deepcut-quiet">(.*?)</span>', r"quiet: \1", body)
        rows = re.sub(r'<samp class="([^"]+)">(.*?)\n</samp>', kind, body, flags=re.DOTALL).split("\n")
        found[plain(title.replace("<span", " <span")).strip()] = [plain(row) for row in rows[:-1]]
    return found


def kind(samp: re.Match[str]) -> str:
    """What the class of an output says, before it."""
    names = samp[1].removesuffix(" deepcut-first").split()
    return f"{' '.join(name.removeprefix('deepcut-') for name in names)}: {samp[2]}\n"


def chosen(page: str, python: str) -> str:
    """What is seen of a page, by the rule of docs/assets/snippets.js."""

    def seen(part: re.Match[str]) -> str:
        shown = python in part["on"].split() if python else not part["hidden"]
        return part[0] if shown else ""

    part = r'<{0}[^>]* data-on="(?P<on>[^"]*)"(?P<hidden>(?: hidden)?)>.*?</{1}>'
    for start, end in (("details", "pre></details"), ("span", "span"), ("p", "p")):
        page = re.sub(part.format(start, end), seen, page, flags=re.DOTALL)
    return page


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


ONE = {"a/b/c.py": "print(1)\n#> 1\n"}


def test_a_snippet_is_one_element_of_the_page(render: Render) -> None:
    expected = (
        '<div class="deepcut deepcut-8" data-address="a/b/c" data-pythons="3.11 3.12 3.13.0 3.13" id="a/b/c">'
        '<div class="highlight"><details class="deepcut-mark"><summary><span class="filename">c.py</span>'
        '<span class="deepcut-recorded">recorded</span></summary>'
        '<p>recorded for 3.11, 3.12, 3.13.0, 3.13</p><p><a href="#a/b/c">a/b/c</a></p></details>'
        '<pre id="code-0-0"><code tabindex="0">x\n<samp class="deepcut-out deepcut-first">'
        '<i aria-hidden="true">#&gt; </i>1\n</samp></code></pre></div></div>'
        '\n<p class="deepcut-status" data-search-exclude="">1 program on this page, only recorded: no run is on '
        "record here.</p>"
    )
    shown = re.sub(r' data-run="[^"]+"', "", render("@snippet a/b/c", {"a/b/c.py": "x\n#> 1\n"}))
    assert expected == re.sub(r'<span class="\w+">x</span>', "x", shown)


def test_a_page_ends_with_what_stands_behind_it(render: Render) -> None:
    """Below the footnotes, once, and only where there are programs; a program that is shown twice counts once."""
    page = render("@snippet a/b/c\n\nText.[^1]\n\n@snippet a/b/c\n\n[^1]: Note.", ONE)
    assert 1 == page.count("deepcut-status")
    assert "1 program on this page" in page.split("</ol>")[-1]
    assert "deepcut-status" not in render("Text.", ONE)


def test_code_is_highlighted(render: Render) -> None:
    assert '<span class="nb">print</span>' in render("@snippet a/b/c", ONE)


def test_every_kind_of_output_is_a_samp_of_its_class(render: Render) -> None:
    """`samp` is what the copy button leaves behind."""
    text = "if True:\n    f()\n    #> out\n    #!\\ e\\tr\n\n#> late\n#! failed\n#= exit status 1\n"
    expected = [
        "if True:",
        "    f()",
        "out:     #> out",
        "err:     #!\\ e\\tr",
        "gap: ",
        "out: #> late",
        "err: #! failed",
        "exit: #= exit status 1",
    ]
    assert {"c.py": expected} == listings(render("@snippet a/b/c", {"a/b/c.py": text}))


def test_the_first_line_of_each_stream_is_known(render: Render) -> None:
    page = render("@snippet a/b/c", {"a/b/c.py": "f()\n#> 1\n#> 2\n#! 3\n#> 4\ng()\n#> 5\n"})
    first = re.findall(r'<samp class="deepcut-\w+( deepcut-first|)"><i aria-hidden="true">#..*?</i>(\d)', page)
    assert ["1", "3", "4", "5"] == [text for begins, text in first if begins]


def test_the_sign_of_a_stream_is_there_and_not_read_out(render: Render) -> None:
    """Who copies from the page has it, escapes and indentation included; the text is what was printed."""
    page = render("@snippet a/b/c", {"a/b/c.py": "if 1:\n    f()\n    #>\\ a\\tb\n    #>\n"})
    assert '<samp class="deepcut-out deepcut-first">    <i aria-hidden="true">#&gt;\\ </i>a\\tb\n</samp>' in page
    assert '<samp class="deepcut-out">    <i aria-hidden="true">#&gt;</i>\n</samp>' in page


def test_the_message_of_an_error_carries_the_weight(render: Render) -> None:
    text = "f()\n\n#! Traceback (most recent call last):\n#!   File x\n#! E: x\n#= exit status 1\n"
    rows = listings(render("@snippet a/b/c", {"a/b/c.py": text}))["c.py"]
    assert ["err quiet", "err quiet", "err strong", "exit"] == [row.partition(":")[0] for row in rows[2:]]


# Lines that matter, and scaffolding.

TWO = {"a/b/c/main.py": "import d\nif 1:\n    f()\n    #> x\nf()\n", "a/b/c/d.py": "def f():\n    pass\n\n\nf()\n"}


def test_lines_that_matter_are_marked(render: Render) -> None:
    """In each file, wherever they stand; what is copied and run stays."""
    page = render("@snippet a/b/c\n\n- f()\n- def f():\n\nText.", TWO)
    expected = {
        "d.py": ["mark: def f():", "    pass", "", "", "mark: f()"],
        "main.py": ["import d", "if 1:", "mark:     f()", "out:     #> x", "mark: f()"],
    }
    assert expected == listings(page)
    assert "<p>Text.</p>" in page


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("- def f()", "'def f()' is not a line of a/b/c; the closest line is 'def f():'"),
        ("- #> x", "'#> x' is an output of a/b/c; the closest line is "),
        ("- f()\n- f()", "the line 'f()' is named twice"),
        ("- f()\nmore", "'more': a line that matters is named `- text`, as it stands in the program"),
        ("- ", "'- ': a line that matters is named"),
    ],
)
def test_a_line_that_is_not_there_is_no_line_that_matters(render: Render, rows: str, message: str) -> None:
    extension = DeepCutsExtension(problems=[])
    render(f"@snippet a/b/c\n\n{rows}\n", TWO, extension)
    assert extension.problems is not None
    ((said, problem),) = extension.problems
    assert "@snippet a/b/c" == said
    assert problem.startswith(message)


def test_only_lines_of_a_part_matter_in_it(render: Render) -> None:
    with pytest.raises(ValueError, match=r"'a\(\)' is not a line of a/b/c"):
        render("@snippet a/b/c#part\n\n- a()", REGIONS)
    assert "<mark>b()</mark>" in plain_code(render("@snippet a/b/c#part\n\n- b()", REGIONS))


def plain_code(page: str) -> str:
    """A page without the colours of code."""
    return re.sub(r"<span[^>]*>|</span>", "", page)


def test_scaffolding_is_grey(render: Render) -> None:
    """A statement that edits files, without the colours of code."""
    text = "from pathlib import Path\nPath('d.py').write_text(\n    '<'\n)\nprint(1)\n#> 1\n"
    rows = listings(render("@snippet a/b/c", {"a/b/c.py": text}))["c.py"]
    assert ["quiet: Path('d.py').write_text(", "quiet:     '<'", "quiet: )"] == rows[1:4]
    assert not any(row.startswith("quiet") for row in (rows[0], *rows[4:]))


def test_a_file_that_is_scaffolding_is_folded(render: Render) -> None:
    files = {"a/b/c/main.py": "import d\n", "a/b/c/d.py": '"""Scaffolding: ends it < soon. And\nmore."""\n'}
    page = render("@snippet a/b/c", files)
    head = '<summary><span class="filename">d.py</span><span>ends it &lt; soon.</span></summary>'
    assert f'<details class="highlight">{head}<pre' in page


def test_helpers_come_before_the_program(render: Render) -> None:
    """Each below its name; the file with other Pythons' outputs is none of them."""
    files = {
        "a/b/c/main.py": "import demo_module\n#> hi\n",
        "a/b/c/demo_module.py": "print('hi')\n",
        "a/b/c/pkg/data.txt": "a < b\n",
        "a/b/c/main.outputs": "",
    }
    expected = [
        ("demo_module.py", ["print('hi')"]),
        ("pkg/data.txt", ["a < b"]),
        ("main.py", ["import demo_module", "out: #> hi"]),
    ]
    assert expected == [*listings(render("@snippet a/b/c", files)).items()]


def test_a_transcript_shows_its_commands(render: Render) -> None:
    files = {"a/b/c.console": "$ python -c 'print(1 < 2)'\n#> True\n# and\n$ python -V\n#! no\n"}
    expected = ["$ python -c 'print(1 < 2)'", "out: #> True", "# and", "$ python -V", "err: #! no"]
    assert {"Terminal": expected} == listings(render("@snippet a/b/c", files))


def test_what_html_would_read_is_escaped(render: Render) -> None:
    """In code, in outputs and in what other Pythons print."""
    files = {
        "a/b/c.py": "print('<b>&amp;')  # <b>\n#> <b>&amp;\n",
        "a/b/c.outputs": ">=3.11,<3.12\nline 1\n#> <i>&lt;\n",
    }
    page = render("@snippet a/b/c", files)
    assert "</i>&lt;b&gt;&amp;amp;\n</samp>" in page
    assert "</i>&lt;i&gt;&amp;lt;\n</samp>" in page
    assert not re.search(r"<[bi]>", page)
    assert ["print('<b>&amp;')  # <b>", "out: #> <b>&amp;"] == listings(page)["c.py 3.12 and later"]


CHANGED = '# /// script\n# [tool.deepcuts]\n# changed = ["3.13.1"]\n# ///\n'
METADATA = '# /// script\n# requires-python = ">=3.12"\n# ///\n'


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"{METADATA}\nprint(1)\n#> 1\n", ["print(1)", "out: #> 1"]),
        (f"{METADATA}print(1)\n#> 1\n", ["print(1)", "out: #> 1"]),
        (f'"""Doc."""\n\n{METADATA}\nprint(1)\n#> 1\n', ['"""Doc."""', "", "print(1)", "out: #> 1"]),
        (f"print(1)\n#> 1\n{METADATA}\n#> 2\n", ["print(1)", "out: #> 1", "gap: ", "out: #> 2"]),
    ],
    ids=["above the program", "without a blank line", "in the middle", "at the end"],
)
def test_metadata_is_not_shown(render: Render, text: str, rows: list[str]) -> None:
    assert {"c.py": rows} == listings(render("@snippet a/b/c", {"a/b/c.py": text}))


@pytest.mark.parametrize(
    "data",
    [
        b"a;b\r1;2\r",
        b"a,b\r\n1,2\r\n",
        b"no newline at the end",
        b"trailing  \t\n\n\n",
        b"\n",
        b'<b> & "q" \xef\xbb\xbf\n\r\n',
        b"\xef\xbb\xbfid\n",
    ],
)
def test_a_page_holds_each_file_to_the_byte(render: Render, tmp_path: Path, data: bytes) -> None:
    """As the text of its code, or else in `data-copy`, as a browser reads both."""
    write(tmp_path / "snippets", {"a/b/c/main.py": f"{METADATA}import x\n#> 1\n"})
    (tmp_path / "snippets/a/b/c/data.txt").write_bytes(data)
    page = render("@snippet a/b/c").replace("\r\n", "\n").replace("\r", "\n")
    texts = [
        html.unescape(copy) if copy else plain(body)
        for copy, body in re.findall(r'<code tabindex="0"((?: data-copy="[^"]*")?)>(.*?)</code>', page, re.DOTALL)
    ]
    texts = [text.removeprefix(' data-copy="').removesuffix('"') if " data-copy" in text else text for text in texts]
    assert [data.decode(), f"{METADATA}import x\n"] == texts


def test_an_empty_helper_has_a_name_and_no_block(render: Render) -> None:
    """Nobody would copy it."""
    page = render("@snippet a/b/c", {"a/b/c/main.py": "import p\n", "a/b/c/p/__init__.py": ""})
    assert '<div class="highlight"><span class="filename">p/__init__.py (empty)</span></div>' in page


def test_a_binary_helper_is_named_with_its_size(render: Render, tmp_path: Path) -> None:
    write(tmp_path / "snippets", {"a/b/c/main.py": "import x\n"})
    (tmp_path / "snippets/a/b/c/data.zip").write_bytes(b"PK\xff" * 1000)
    expected: dict[str, list[str]] = {"data.zip (a binary file of 3,000 bytes)": [], "main.py": ["import x"]}
    assert expected == listings(render("@snippet a/b/c"))


def test_what_is_copied_of_a_part_is_the_part(render: Render) -> None:
    assert "data-copy" in render("@snippet a/b/c", REGIONS)
    assert "data-copy" not in render("@snippet a/b/c#part", REGIONS)


REGIONS = {
    "a/b/c/main.py": (
        f"{METADATA}\na()\n#> 1\n# region part\nb()\n#> 2\nif c:\n    d()\n    #> 3\n# endregion\n"
        "e()\n#> 4\n\n#! late\n"
    ),
    "a/b/c/helper.py": "",
}


def test_region_marks_are_not_shown(render: Render) -> None:
    expected = ["a()", "out: #> 1", "b()", "out: #> 2", "if c:", "    d()", "out:     #> 3", "e()", "out: #> 4"]
    assert [*expected, "gap: ", "err: #! late"] == listings(render("@snippet a/b/c", REGIONS))["main.py"]


def test_a_section_is_shown_alone(render: Render) -> None:
    """With the outputs of its lines, without helpers and without what stands at the end."""
    expected = {"main.py": ["b()", "out: #> 2", "if c:", "    d()", "out:     #> 3"]}
    assert expected == listings(render("@snippet a/b/c#part", REGIONS))


# What older Pythons print instead.


def test_older_pythons_show_what_differs(render: Render) -> None:
    """Newest of them first: the statement, and what differs of that which is printed there."""
    files = {
        "a/b/c.py": f"{CHANGED}f()\n#> same\ng()\n#> one\n#> two\n\n#! new\n",
        "a/b/c.outputs": (
            ">=3.11,<3.12\nline 5\n#> same\nline 6\n#> one\n#> TWO\nend\n#! old\n"
            ">=3.12,<3.13.1\nline 5\n#> same\nline 6\n#> one\n#> two\nend\n#! older\n"
        ),
    }
    expected = [
        ("c.py 3.13.1 and later", ["f()", "out: #> same", "g()", "out: #> one", "out: #> two"]),
        ("3.12 to 3.13.0 print something else", ["err: #! older"]),
        ("3.11 prints something else", ["context: g()", "nothing: …", "out: #> TWO", "err: #! old"]),
    ]
    expected[0][1].extend(["gap: ", "err: #! new"])
    assert expected == [*listings(render("@snippet a/b/c", files)).items()]


def test_a_chosen_python_prints_in_place(render: Render) -> None:
    """Its outputs stand where the newest Python's stood, and nothing says what others print instead."""
    files = {
        "a/b/c.py": f"{CHANGED}f()\n#> same\nif g():\n    h()\n    #> one\n    #> two\n\n#! new\n",
        "a/b/c.outputs": (
            ">=3.11,<3.12\nline 5\n#> same\nline 6\n    #> early\nline 7\n    #> ONE\n"
            ">=3.12,<3.13.1\nline 5\n#> same\nline 7\n    #> one\n    #> two\nend\n#! older\n"
        ),
    }
    page = render("@snippet a/b/c", files)
    begins, inside = ["f()", "out: #> same", "if g():"], ["out:     #> one", "out:     #> two", "gap: "]
    older = {"c.py 3.12 to 3.13.0": [*begins, "    h()", *inside, "err: #! older"]}
    newest = {"c.py 3.13.1 and later": [*begins, "    h()", *inside, "err: #! new"]}
    oldest = {"c.py 3.11": [*begins, "out:     #> early", "    h()", "out:     #> ONE"]}
    expected = [oldest, older, older, newest]
    assert expected == [listings(page, python) for python in ("3.11", "3.12", "3.13.0", "3.13")]
    assert "3.11 prints something else" in listings(page)


def test_who_chooses_a_python_sees_what_all_print_alike(render: Render) -> None:
    page = render("@snippet a/b/c", ONE)
    assert [{"c.py": ["print(1)", "out: #> 1"]}] * 2 == [listings(page, python) for python in ("", "3.12")]
    assert "data-on" not in page


def test_a_part_that_all_print_alike_has_no_versions(render: Render) -> None:
    files = {
        "a/b/c.py": "f()\n#> new\n# region one\ng()\n#> 1\n# endregion\n",
        "a/b/c.outputs": ">=3.11,<3.12\nline 1\n#> old\nline 3\n#> 1\n",
    }
    assert "data-on" not in render("@snippet a/b/c#one", files)


@pytest.mark.parametrize(
    ("requires", "without", "note"),
    [
        (">=3.13", "3.11 3.12", "This program needs Python 3.13 or later. You see what CPython 3.13 prints."),
        (
            ">=3.12,<3.13",
            "3.11 3.13.0 3.13",
            "This program needs Python <3.13,>=3.12. You see what CPython 3.12 prints.",
        ),
    ],
)
def test_a_python_that_cannot_run_a_snippet_says_so(render: Render, requires: str, without: str, note: str) -> None:
    """To who chooses it; without a choice the line below the snippet is enough."""
    page = render("@snippet a/b/c", {"a/b/c.py": f'# /// script\n# requires-python = "{requires}"\n# ///\nprint(1)\n'})
    assert f'<p class="deepcut-without" data-on="{without}" hidden>{html.escape(note)}</p>' in page


def test_every_block_has_an_id_that_a_selector_can_name(render: Render) -> None:
    """The theme's copy button makes a selector of it; a snippet may be shown twice."""
    files = {"a/b/c/main.py": "import d\n", "a/b/c/d.py": "x\n", "a/b/c/main.outputs": ">=3.11,<3.12\nline 1\n#> old\n"}
    names = re.findall(r'<pre id="([^"]+)">', render("@snippet a/b/c\n\n@snippet a/b/c", files))
    assert 6 == len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", name) for name in names)


def test_older_pythons_may_print_nothing(render: Render) -> None:
    files = {"a/b/c.py": "if f():\n    g()\n    #> new\n", "a/b/c.outputs": ">=3.11,<3.12\n"}
    expected = ["context:     g()", "nothing:     (prints nothing here)"]
    assert expected == listings(render("@snippet a/b/c", files))["3.11 prints something else"]


def test_older_pythons_may_print_more(render: Render) -> None:
    files = {"a/b/c.py": "f()\n", "a/b/c.outputs": ">=3.11,<3.12\nline 1\n#> old\n"}
    expected = ["context: f()", "out: #> old"]
    assert expected == listings(render("@snippet a/b/c", files))["3.11 prints something else"]


@pytest.mark.parametrize(
    ("specifier", "words"),
    [
        (">=3.11,<3.12", "3.11"),
        (">=3.11,<3.14", "3.11 to 3.13"),
        (">=3.11,<3.13.1", "3.11 to 3.13.0"),
        (">=3.13,<3.13.1", "3.13.0"),
        (">=3.13,<3.13.4", "3.13 to 3.13.3"),
        (">=3.13.1,<3.14", "3.13.1 and later 3.13"),
        (">=3.13.1,<3.15", "3.13.1 to 3.14"),
    ],
)
def test_a_range_of_versions_in_words(specifier: str, words: str) -> None:
    assert words == described(specifier)


# Predict first.

WHY = "\n  : no"
PREDICT = f"@predict a/b/c\n\n- 2{WHY}\n- one\n  : `1` is *no* word\n"
DIFFERENT = {"a/b/c.py": "f()\n#> new\ng()\n#> 1\n", "a/b/c.outputs": ">=3.11,<3.13\nline 1\n#> old\nline 2\n#> 1\n"}


def test_a_question_hides_the_output(render: Render) -> None:
    """The program is shown without it; it is folded below, with its statement, and that is not a block to copy."""
    page = render(PREDICT, ONE)
    question, answer = page.split('<details class="deepcut-answer"><summary>What it prints</summary>')
    assert {"c.py": ["print(1)"]} == listings(question)
    assert {"c.py": ["context: print(1)", "out: #> 1"]} == listings(answer)
    assert '<div class="highlight deepcut-older">' in answer
    assert re.search(r'data-address="a/b/c" data-pythons="[^"]+" data-run="[^"]+" id="a/b/c">', question)


def test_a_question_is_a_group_of_answers(render: Render) -> None:
    """The right one is the recorded output; without JavaScript there is nothing to press."""
    page = render(PREDICT, ONE)
    assert '<fieldset class="deepcut-question"><legend>What does it print?</legend><label>' in page
    answers = re.findall(r'<label><input type="radio" name="question a/b/c"( data-right|)><code>(.*?)</code>', page)
    assert [("", "2"), ("", "one"), (" data-right", "1")] == sorted(answers, key=lambda row: (row[0], row[1]))
    assert '<button type="button" hidden>Check</button><p role="status"></p></fieldset>' in page


def test_each_wrong_answer_has_its_reason(render: Render) -> None:
    """Below the output; code in it is code, and nothing else is Markdown."""
    reasons = re.findall(r"<li><code>(.*?)</code><span>(.*?)</span></li>", render(PREDICT, ONE).split("<details")[-1])
    assert [("2", "no"), ("one", "<code>1</code> is *no* word")] == sorted(reasons)


def test_an_answer_may_have_several_lines_and_any_characters(render: Render) -> None:
    files = {"a/b/c.py": "f()\n#> <b>\n#! two\n"}
    page = render(f"@predict a/b/c\n\n- <class 'int'>\n  &amp; more{WHY}\n- x{WHY}\n\nText.", files)
    answers = re.findall(r"<code>(.*?)</code></label>", page, re.DOTALL)
    assert ["&lt;b&gt;\ntwo", "&lt;class 'int'&gt;\n&amp;amp; more", "x"] == sorted(answers)
    assert "</div>\n<p>Text.</p>\n" in page


def test_a_question_about_a_part(render: Render) -> None:
    page = render(f"@predict a/b/c#part\n\n- 4{WHY}\n", REGIONS)
    assert ["4", "2\n3"] == sorted(re.findall(r"<code>(.*?)</code></label>", page, re.DOTALL), reverse=True)
    assert {"main.py"} == {*listings(page)}


def test_a_question_which_pythons_print_something(render: Render) -> None:
    """What the newest one prints is shown, as far as others print something else; the answer is a range."""
    page = render(f"@which a/b/c\n\n- all of them{WHY}\n", DIFFERENT)
    question, answer = page.split('<details class="deepcut-answer"><summary>Which, and what others print</summary>')
    assert "<legend>Which Pythons print this?</legend>" in question
    asked = listings(question)
    assert ["f()", "g()"] == asked["c.py"]
    assert "context: f()" == asked["This"][0]
    assert asked["This"][1:] and all(row.endswith("new") for row in asked["This"][1:])
    answers = re.findall(r'name="question a/b/c"( data-right|)><code>(.*?)</code>', question)
    assert [("", "all of them"), (" data-right", "3.13 and later")] == sorted(answers)
    assert "old" in answer


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@predict a/b/c", "below `@predict address` stands a list of wrong answers: `- text`"),
        ("@predict a/b/c\n\nText.", "below `@predict address` stands a list of wrong answers: `- text`"),
        ("@which a/b/old", "below `@which address` stands a list of wrong answers: `- text`"),
        ("@predict a/b/c\n\n- 2\n  : no\n- 1", "'1' is not a wrong answer: a/b/c prints it"),
        ("@predict a/b/c\n\n-  1 ", "' 1' is not a wrong answer: a/b/c prints it"),
        ("@predict a/b/c\n\n- 2\n  : no\n- 3\n  : no\n- 2\n  : no", "the wrong answer '2' is given twice"),
        ("@predict a/b/c\n\n- 2", "the wrong answer '2' has no reason; below it stands `  : why it is wrong`"),
        ("@predict a/b/c\n\n- 2\n  : no\n  more", "'  more': a wrong answer is `- text`, its further lines are inden"),
        ("@predict a/b/c\n\n- 2\nmore", "'more': a wrong answer is `- text`, its further lines are indented"),
        ("@predict a/b/x\n\n- 2", "/a/b/x:1: there is no snippet at this address"),
        ("@predict\n\n- 2", "'@predict\\n- 2': `@predict address` stands alone, blank lines around it"),
        ("@predict a/b/silent\n\n- 2", "a/b/silent prints nothing that a reader could predict"),
        ("@predict a/b/old\n\n- 2", "a/b/old prints different things on different Pythons: no one answer is right"),
        ("@which a/b/c\n\n- 3.11", "a/b/c prints the same on every Python; ask `@predict a/b/c`"),
        ("@which a/b/old\n\n- 3.12 and later", "'3.12 and later' is not a wrong answer: a/b/old prints it"),
    ],
)
def test_a_question_without_one_right_answer_is_refused(render: Render, text: str, message: str) -> None:
    others = {"a/b/silent.py": "x = 1\n", "a/b/old.py": "f()\n#> 1\n"}
    others |= {"a/b/old.outputs": ">=3.11,<3.12\nline 1\n#> 2\n"}
    with pytest.raises((SnippetError, ValueError)) as caught:
        render(text, ONE | others)
    assert message in str(caught.value)


def test_what_is_wrong_in_a_question_is_said_at_its_line(render: Render) -> None:
    extension = DeepCutsExtension()
    extension.problems = []
    render("Text.\n\n@predict a/b/c\n\n- 1\n", ONE, extension)
    assert [("@predict a/b/c", "'1' is not a wrong answer: a/b/c prints it")] == extension.problems


def test_where_the_right_answer_stands_depends_on_the_texts_only(render: Render) -> None:
    """Not on their order in the page; and not always at the same place."""
    orders = [render(f"@predict a/b/c\n\n- {one}{WHY}\n- {other}{WHY}\n", ONE) for one, other in ("23", "32")]
    assert orders[0] == orders[1]
    places = set()
    for number in range(2, 30):
        text = f"@predict a/b/c\n\n- {number}{WHY}\n- one more than {number}{WHY}\n"
        page = render(text, {"a/b/c.py": f"f()\n#> {-number}\n"})
        answers = re.findall(r'question a/b/c"( data-right|)>', page)
        places.add(answers.index(" data-right"))
    assert {0, 1, 2} == places


# Where to look and where to object: only with a repository.

REPOSITORY = "https://example.org/o/r"


def test_a_repository_gives_source_and_issue_link(render: Render) -> None:
    page = render(
        "@snippet a/b/c", {"a/b/c.py": f"{METADATA}print(1)\n#> 1\n"}, DeepCutsExtension(repository=REPOSITORY)
    )
    (links,) = re.findall(r'<a href="#a/b/c">a/b/c</a>(.*?)</p></details>', page)
    source, issue = map(html.unescape, re.findall(r'href="([^"]+)"', links))
    assert source.startswith(f"{REPOSITORY}/blob/HEAD/")
    assert source.endswith("/a/b/c.py")
    address, _, query = issue.partition("?")
    assert f"{REPOSITORY}/issues/new" == address
    expected = {"template": "wrong-claim.yml", "title": "Wrong: a/b/c", "address": "a/b/c", "python": "Python 3.13"}
    assert expected == dict(parse_qsl(query))


def test_the_source_of_a_folder_is_the_folder(render: Render) -> None:
    page = render("@snippet a/b/c", {"a/b/c/main.py": "x\n"}, DeepCutsExtension(repository=f"{REPOSITORY}/"))
    assert re.search(rf'href="{REPOSITORY}/tree/HEAD/[^"]*/a/b/c"', page)


def test_without_a_repository_there_is_no_link_to_one(render: Render) -> None:
    assert ["#a/b/c"] == re.findall(r'href="([^"]*)"', render("@snippet a/b/c", ONE))


# The mark: a page calls an output verified only on the record of a run.


def opened(page: str) -> str:
    found = re.search(r"</summary><p>(.*?)</p><p><a [^>]*>a/b/c</a>", page)
    assert found
    return found[1]


def short(page: str) -> str:
    """The same, as the name line says it."""
    (said,) = re.findall(r'<span class="deepcut-(?:verified|recorded)">(.*?)</span></summary>', page)
    return plain(said)


def keep(version: str, snippet: Snippet) -> None:
    interpreter = Interpreter(Path("python"), Version(version), "a build")
    ledger.keep(interpreter, [snippet], [snippet], {})


def test_without_a_record_every_python_is_only_recorded(render: Render) -> None:
    page = render("@snippet a/b/c", ONE)
    assert ("recorded for 3.11, 3.12, 3.13.0, 3.13", "recorded") == (opened(page), short(page))


def test_a_record_of_a_run_verifies(render: Render, tmp_path: Path) -> None:
    """Under its full version; a patch release that is supported for itself does not stand for its minor one."""
    render("", ONE)
    for version in ("3.13.0", "3.11.7"):
        keep(version, load("a/b/c", tmp_path / "snippets"))
    page = render("@snippet a/b/c")
    assert "verified on CPython 3.11.7, 3.13.0; recorded for 3.12, 3.13" == opened(page)
    assert "verified on 2 Pythons, 2 recorded" == short(page)


def test_with_all_records_nothing_is_only_recorded(render: Render, tmp_path: Path) -> None:
    """In the order of versions, not of letters."""
    render("", ONE)
    for version in ("3.13.10", "3.13.0", "3.12.1", "3.11.7", "3.13.9"):
        keep(version, load("a/b/c", tmp_path / "snippets"))
    page = render("@snippet a/b/c")
    assert "verified on CPython 3.11.7, 3.12.1, 3.13.0, 3.13.9, 3.13.10" == opened(page)
    assert "verified on 4 Pythons" == short(page), "two builds of one Python are one"


@pytest.mark.parametrize(
    "name", ["a/b/c/main.py", "a/b/c/helper.py", "a/b/c/main.outputs"], ids=lambda name: name.rpartition("/")[2]
)
def test_a_record_of_other_content_does_not_count(render: Render, tmp_path: Path, name: str) -> None:
    files = {"a/b/c/main.py": "print(1)\n#> 1\n", "a/b/c/helper.py": "x = 1\n", "a/b/c/main.outputs": "# x\n"}
    render("", files)
    keep("3.11.7", load("a/b/c", tmp_path / "snippets"))
    assert opened(render("@snippet a/b/c")).startswith("verified on CPython 3.11.7")
    page = render("@snippet a/b/c", {name: files[name] + "# edited\n"})
    assert "recorded for 3.11, 3.12, 3.13.0, 3.13" == opened(page)


def test_only_admitted_pythons_are_named(render: Render) -> None:
    """`requires-python = ">=3.13.1"` leaves the newest 3.13 and not 3.13.0."""
    text = METADATA.replace("3.12", "3.13.1") + "print(1)\n#> 1\n"
    assert "recorded for 3.13" == opened(render("@snippet a/b/c", {"a/b/c.py": text}))


# Where `@snippet` may stand.


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("- item\n\n    @snippet a/b/c\n\n    more\n", r"<li>\s*<p>item</p>\s*{}\s*<p>more</p>\s*</li>"),
        ("1. @snippet a/b/c\n", r"<ol>\s*<li>\s*{}\s*</li>\s*</ol>"),
        ("!!! note\n\n    @snippet a/b/c\n", r'<p class="admonition-title">Note</p>\s*{}\s*</div>'),
        ("??? note\n\n    - item\n\n        @snippet a/b/c\n", r"<details .*<p>item</p>\s*{}\s*</li>.*</details>"),
        ("> @snippet a/b/c\n", r"<blockquote>\s*{}\s*</blockquote>"),
        ("before\n\n@snippet a/b/c\n\nafter\n", r"<p>before</p>\s*{}\s*<p>after</p>"),
        ("# Heading\n@snippet a/b/c\n", r"<h1>Heading</h1>\s*{}"),
    ],
    ids=["list", "first in a list", "admonition", "list in details", "quote", "paragraphs", "heading"],
)
def test_a_snippet_stands_where_a_block_may_stand(render: Render, text: str, around: str) -> None:
    snippet = '<div class="deepcut deepcut-8" .*?</pre></div></div>'
    assert re.search(around.format(snippet), render(text, ONE), re.DOTALL)


@pytest.mark.parametrize(
    "text",
    [
        "```text\n@snippet a/b/c\n```",
        "~~~\n\n@snippet a/b/c\n\n~~~",
        "- item\n\n    ```text\n    @snippet a/b/c\n    ```",
        "    @snippet a/b/c",
        "`@snippet a/b/c`",
        "<pre>\n@snippet a/b/c\n</pre>",
    ],
    ids=["fence", "tildes", "fence in a list", "indented", "inline code", "raw HTML"],
)
def test_in_code_it_stays_text(render: Render, text: str) -> None:
    page = render(text, ONE)
    assert "@snippet a/b/c" in plain(page)
    assert "deepcut" not in page


def test_an_id_is_given_once(render: Render) -> None:
    """A snippet may be shown twice: a link leads to the first."""
    page = render("@snippet a/b/c\n\n@snippet a/b/c\n\n@snippet a/b/d", {**ONE, "a/b/d.py": ""})
    assert ["a/b/c", "a/b/d"] == re.findall(r'<div [^>]* id="([^"]*)"', page)
    assert ["a/b/c", "a/b/c", "a/b/d"] == re.findall(r'data-address="([^"]*)"', page)


def test_the_next_page_gives_its_ids_anew(render: Render) -> None:
    """MkDocs makes a parser for each page, Zensical may keep one."""
    render("", ONE)
    parser = Markdown(extensions=[DeepCutsExtension()])
    pages = [parser.reset().convert("@snippet a/b/c") for _ in range(2)]
    assert [1, 1] == [page.count(' id="a/b/c"') for page in pages]


# What is refused: the build fails.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@snippet a/b/x", "/a/b/x:1: there is no snippet at this address"),
        ("@snippet a/b", "/a/b:1: there is no main.py or main.console at this address"),
        ("@snippet a/b/c.py", "/a/b/c.py:1: there is no snippet at this address"),
        (
            "@snippet a/b/c#part",
            "/a/b/c.py:1: has no region 'part': write `# region part` above it, `# endregion` below",
        ),
        ("@snippet", "'@snippet': `@snippet address` stands alone, blank lines around it"),
        ("@snippet #part", "'@snippet #part': `@snippet address` stands alone"),
        ("@snippet a/b/c and more", "'@snippet a/b/c and more': `@snippet address` stands alone"),
        ("@snippet a/b/c\nmore", "'@snippet a/b/c\\nmore': `@snippet address` stands alone"),
        ("@snippet a/b/c\n@snippet a/b/c", "'@snippet a/b/c\\n@snippet a/b/c': `@snippet address` stands alone"),
    ],
    ids=lambda value: None if ":" in value else value,
)
def test_an_unknown_or_ill_formed_snippet_is_refused(render: Render, text: str, message: str) -> None:
    with pytest.raises((SnippetError, ValueError)) as caught:
        render(text, ONE)
    assert message in str(caught.value)


def test_a_check_sees_everything_that_is_wrong(render: Render) -> None:
    """It does not stop at the first: each with what the page says, so that its line can be found."""
    extension = DeepCutsExtension()
    extension.problems = []
    render("@snippet a/b/x\n\n`2`{a/b/c}, `1`{a/b/c}\n\n@snippet a/b/c more", ONE, extension)
    expected = ["@snippet a/b/x", "@snippet a/b/c more", "`2`{a/b/c}"]
    assert expected == [said for said, _ in extension.problems]
    assert 1 == extension.values


# Values in sentences.

VERSIONS = {
    "a/b/c.py": f"{CHANGED}f()\n#> 132 entries & <more>, at 3.2 s, 4x2\n#! 'a' is not defined\n\n#= exit status 1\n",
    "a/b/c.outputs": ">=3.11,<3.12\nline 5\n#> 32 entries\n>=3.12,<3.13.1\nline 5\n#> 31 entries\n",
}


@pytest.mark.parametrize(
    "value",
    [
        "`132`{a/b/c}",
        "`132 entries`{a/b/c}",
        "`'a' is not defined`{a/b/c}",
        "`exit status 1`{a/b/c}",
        "`3.2 s`{a/b/c}",
        "`& <more>`{a/b/c}",
        "`32`{a/b/c on 3.11}",
        "`32`{a/b/c on 3.11.7}",
        "`31`{a/b/c on 3.12}",
        "`31`{a/b/c on 3.13.0}",
        "`132`{a/b/c on 3.13.18}",
    ],
)
def test_a_value_that_was_printed_is_code(render: Render, value: str) -> None:
    """On any line, on the newest Python or on the one that is named."""
    said = html.escape(value.split("`")[1], quote=False)
    code = f'<code class="deepcut-value" data-preview="" title="printed by a/b/c">{said}</code>'
    assert f"<p>It says {code}, it does.</p>" == render(f"It says {value}, it does.", VERSIONS)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("`133`{a/b/c}", "a/b/c does not print '133'"),
        ("`32`{a/b/c}", "a/b/c does not print '32'"),
        ("`13`{a/b/c}", "a/b/c does not print '13'"),
        ("`entrie`{a/b/c}", "a/b/c does not print 'entrie'"),
        ("`2 entries`{a/b/c}", "a/b/c does not print '2 entries'"),
        ("`entries at`{a/b/c}", "a/b/c does not print 'entries at'"),
        ("`4.2`{a/b/c}", "a/b/c does not print '4.2'"),
        ("`#> 132`{a/b/c}", "a/b/c does not print '#> 132'"),
        ("`f`{a/b/c}", "a/b/c does not print 'f'"),
        ("`132`{a/b/c on 3.11}", "a/b/c does not print '132' on 3.11"),
        ("`31`{a/b/c on 3.11.7}", "a/b/c does not print '31' on 3.11.7"),
        ("`132`{a/b/c on 2.7}", "a/b/c is not recorded for Python 2.7"),
        ("`132`{a/b/c on 3.14}", "a/b/c is not recorded for Python 3.14"),
        ("`132`{a/b/c on PyPy}", "'PyPy' names no Python"),
        ("`132`{a/b/x}", "/a/b/x:1: there is no snippet at this address"),
        ("`132`{a/b}", "/a/b:1: there is no main.py or main.console at this address"),
    ],
)
def test_a_value_that_was_not_printed_is_refused(render: Render, value: str, message: str) -> None:
    """Whole words only: 32 is not printed where 132 is."""
    with pytest.raises((SnippetError, ValueError)) as caught:
        render(f"It says {value}.", VERSIONS)
    assert str(caught.value).endswith(message)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("-1", "1"),
        ("1.5", "1"),
        ("1.5", "5"),
        ("2e-1", "-1"),
        ("1e5", "1"),
        ("1e+5", "1e"),
        ("1_000", "000"),
        ("1,000", "000"),
        ("0x1", "1"),
        ("(1+2j)", "2j"),
        ("50%", "50"),
        ("12:30", "30"),
        ("v1", "1"),
        ("1.0.1", "1.0"),
        (".5", "5"),
        ("\u22121", "1"),
        ("import", "port"),
        ("sys.modules", "sys"),
        ("sys.modules", ".modules"),
        ("sys.modules is", "modules is"),
        ("sys.modules", "sys."),
        ("shop/orders.py", "orders.py"),
        ("C:\\shop", "C"),
        ("https://shop", "https"),
        ("--verbose", "verbose"),
        ("read-only", "read"),
        ("don't", "don"),
        ("b'abc'", "'abc'"),
        ("b'abc'", "abc"),
        ("'a\\nb'", "nb"),
        ("cafe\u0301", "cafe"),
        ("a b", " "),
    ],
)
def test_a_part_of_a_number_a_word_or_a_dotted_name_is_no_value(render: Render, printed: str, value: str) -> None:
    """What stands in a sentence is a whole token of what was printed; a name is one with its dots, a path with all."""
    with pytest.raises(ValueError, match="does not print"):
        render(f"`{value}`{{a/b/c}}", {"a/b/c.py": f"f()\n#> {printed}\n"})


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("-1", "-1"),
        ("10 1", "1"),
        ("[1, 20]", "20"),
        ("{'a': 1}", "'a'"),
        ("{'a': 1}", "a"),
        ("x=1", "1"),
        ("1,2", "2"),
        ("It is 1.", "1"),
        ("import sys.modules.", "sys.modules"),
        ("loaded shop/orders.py, line 3", "shop/orders.py"),
        ("f(x) -> y", "-> y"),
        ("KeyError: 'a'", "KeyError: 'a'"),
        ("<class 'shop.Order'>", "shop.Order"),
        ("[<class 'int'>]", "<class 'int'>"),
        ("Café, it's 50% off", "it's 50% off"),
        ("a ... b", "..."),
    ],
)
def test_a_token_or_several_are_a_value(render: Render, printed: str, value: str) -> None:
    """With its quotes or without them, with what stands around it or without."""
    assert 'title="printed by a/b/c"' in render(f"`{value}`{{a/b/c}}", {"a/b/c.py": f"f()\n#> {printed}\n"})


@pytest.mark.parametrize("value", ["1", "status", "exit", "status 1"])
def test_an_exit_status_is_quoted_as_it_is_shown(render: Render, value: str) -> None:
    """No Python printed that line, so no word of it is a value."""
    with pytest.raises(ValueError, match="does not print"):
        render(f"`{value}`{{a/b/c}}", {"a/b/c.py": "f()\n\n#= exit status 1\n"})


def test_a_value_of_a_python_that_the_snippet_is_not_for_is_refused(render: Render) -> None:
    with pytest.raises(ValueError, match=r"a/b/c is not recorded for Python 3\.11"):
        render("`1`{a/b/c on 3.11}", {"a/b/c.py": f"{METADATA}print(1)\n#> 1\n"})


@pytest.mark.parametrize(
    "text",
    ["- `132`{a/b/c}", "# `132`{a/b/c}", "**`132`{a/b/c}**", "[`132`{a/b/c}](x.md)", "| a |\n| - |\n| `132`{a/b/c} |"],
    ids=["list", "heading", "bold", "link", "table"],
)
def test_a_value_stands_where_words_stand(render: Render, text: str) -> None:
    assert '<code class="deepcut-value" data-preview="" title="printed by a/b/c">132</code>' in render(text, VERSIONS)


@pytest.mark.parametrize("text", ["{}", "- {}", "**{}**"], ids=["sentence", "list", "bold"])
@pytest.mark.parametrize("page", ["{}\n\n@snippet a/b/c", "@snippet a/b/c\n\nText.\n\n{}"], ids=["above", "below"])
def test_a_value_leads_to_its_program_on_the_same_page(render: Render, page: str, text: str) -> None:
    link = 'x <a class="deepcut-value" href="#a/b/c"><code>132</code></a> y'
    assert link in render(page.format(text.format("x `132`{a/b/c} y")), VERSIONS)


@pytest.mark.parametrize(
    "text",
    ["# {}", "[{}](x.md)", "| a |\n| - |\n| {} |", "| {} |\n| - |\n| a |"],
    ids=["heading", "link", "cell", "head"],
)
def test_a_value_is_no_link_where_links_would_be_too_many(render: Render, text: str) -> None:
    page = render(text.format("`132`{a/b/c}") + "\n\n@snippet a/b/c", VERSIONS)
    assert '<code class="deepcut-value" data-preview="" title="printed by a/b/c">132</code>' in page
    assert '<a class="deepcut-value"' not in page


def test_a_table_is_ready_for_a_phone() -> None:
    """In an element of its own, the head of its column on each cell, wherever it stands; what follows it stays."""
    text = "- a\n\n    | `x` & y<br>z | | w |\n    | - | - | - |\n    | 1 | 2 |\n\n    after"
    page = Markdown(extensions=["tables", DeepCutsExtension()]).convert(text)
    assert re.search(r'<div class="deepcut-table"><table>.*</table>\s*</div>\s*<p>after</p>', page, re.DOTALL)
    cells = '<td data-head="x &amp; y z">1</td> <td data-head="">2</td> <td data-head="w"></td>'
    assert cells in " ".join(page.split())
    assert 1 == page.count("deepcut-table")


def test_a_link_to_a_heading_has_a_name_and_no_tooltip() -> None:
    text = '# A\n\n[b](c.md "d")'
    page = Markdown(extensions=[TocExtension(permalink=True), DeepCutsExtension()]).convert(text)
    assert '<a aria-label="Permanent link" class="headerlink" href="#a">' in page
    assert '<a href="c.md" title="d">b</a>' in page


@pytest.mark.parametrize("text", ["```text\n`133`{a/b/c}\n```", "    `133`{a/b/c}"], ids=["fence", "indented"])
def test_a_value_in_a_code_block_stays_text(render: Render, text: str) -> None:
    page = render(text, VERSIONS)
    assert "`133`{a/b/c}" in plain(page)
    assert "deepcut" not in page


# Reported by the tests of the machine.


@pytest.mark.parametrize(
    "value",
    [
        "`2`{a/b/c.py}",
        "`2`{ a/b/c}",
        "`2`{a/b/c#part}",
        "`2`{a/b/c on }",
        "`2`{a/b/c on\n3.11}",
        "`2`{a/b/c  on 3.11}",
        "``2``{a/b/c}",
        "`2\n3`{a/b/c}",
    ],
)
def test_what_is_meant_as_a_value_is_one_or_refused(render: Render, value: str) -> None:
    """attr_list would take the braces for attributes, and the value would be code that nothing verifies."""
    with pytest.raises((SnippetError, ValueError)):
        render(f"It says {value}.", ONE)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@snipet a/b/c", "@snippet address"),
        ("@Snippet a/b/c", "@snippet address"),
        ("@ snippet a/b/c", "@snippet address"),
        ("@snippets a/b/c", "@snippet address"),
        ("  @snippet:a/b/c", "@snippet address"),
        ("\uff20snippet a/b/c", "@snippet address"),
        ("@predit a/b/c\n\n- 2", "@predict address"),
        ("@Verified counts", "@verified part"),
        ("- @snipet a/b/c", "@snippet address"),
        ("- item\n\n    @snipet a/b/c", "@snippet address"),
        ("> @snipet a/b/c", "@snippet address"),
        ("!!! note\n\n    @verify counts", "@verified part"),
        ("text\n@snipet a/b/c", "@snippet address"),
    ],
)
def test_a_misspelt_directive_is_refused(render: Render, text: str, meant: str) -> None:
    """Wherever it stands; it would be shown as text."""
    with pytest.raises(ValueError, match=rf"is not a directive; did you mean `{meant}`\?"):
        render(text, ONE)


def test_another_word_after_the_sign_is_refused_too(render: Render) -> None:
    with pytest.raises(
        ValueError, match=r"^'@dataclass': is not a directive; they are `@snippet address`, `@predict add"
    ):
        render("text\n@dataclass", ONE)


@pytest.mark.parametrize("text", [r"\@snippet a/b/c", r"- \@dataclass makes", "`@dataclass` makes", "a@b.org\nc @ d"])
def test_text_may_begin_with_the_sign(render: Render, text: str) -> None:
    """After a backslash, which is not shown, or as code."""
    page = render(text, ONE)
    assert "deepcut" not in page
    assert "\\" not in page
    assert "@" in page


@pytest.mark.parametrize("text", ["text\n@snippet a/b/c", "- item\n  @snippet a/b/c\n"])
def test_a_snippet_that_does_not_stand_alone_is_refused(render: Render, text: str) -> None:
    with pytest.raises(ValueError, match="stands alone"):
        render(text, ONE)


def test_a_section_shows_what_differs_in_it(render: Render) -> None:
    files = {
        "a/b/c.py": "f()\n#> new\n# region one\ng()\n#> 1\n# endregion\n",
        "a/b/c.outputs": ">=3.11,<3.12\nline 1\n#> old\nline 3\n#> 1\n",
    }
    assert {"c.py": ["g()", "out: #> 1"]} == listings(render("@snippet a/b/c#one", files))


def test_a_minor_release_stands_for_its_newest_patch_release(render: Render) -> None:
    files = {"a/b/c.py": f"{CHANGED}f()\n#> new\n", "a/b/c.outputs": ">=3.11,<3.13.1\nline 5\n#> old\n"}
    assert 2 == render("`new`{a/b/c on 3.13}, `old`{a/b/c on 3.13.0}", files).count("deepcut-value")
