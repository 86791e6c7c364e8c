"""The output lines of a snippet: read, placed and written without changing anything else."""

from __future__ import annotations

import pytest

from deepcuts.snippet.difference import first_difference, unified_diff
from deepcuts.snippet.outputs import END, Line, Outputs, OutputsError, Place
from deepcuts.snippet.program import comments, join, observe, places, split
from deepcuts.snippet.sections import read_sections, write_sections


def out(*texts: str) -> list[Line]:
    return [Line("out", f"{text}\n") for text in texts]


# What is an output line, and what only looks like one: (the file, the program without its output lines).
ROUND_TRIPS = {
    "lines at their place": (
        "print(1)\n#> 1\nprint(2)\n#> 2\n",
        "print(1)\nprint(2)\n",
    ),
    "no outputs": (
        "x = 1\n\n# a comment\n",
        "x = 1\n\n# a comment\n",
    ),
    "no final newline": (
        "print(1)\n#> 1",
        "print(1)",
    ),
    "spaces are not a blank line": (
        "f()\n  \n#> 1\n",
        "f()\n  \n",
    ),
    "spaces are not a blank line without a final newline": (
        "f()\n  \n#> 1",
        "f()\n  ",
    ),
    "spaces at the end": (
        "f()  \n#> 1",
        "f()  ",
    ),
    "a letter": (
        "X\n#> X",
        "X",
    ),
    "a backslash with something behind it": (
        "f()\n# \\X\nx = 1 \\ \n",
        "f()\n# \\X\nx = 1 \\ \n",
    ),
    "a backslash with a letter behind it": (
        "f()\nx = 1 \\X\n",
        "f()\nx = 1 \\X\n",
    ),
    "lines at the end, one blank line before them": (
        "import thread_that_prints\n\n#> late\n#! later\n",
        "import thread_that_prints\n",
    ),
    "lines at the end of a file without a final newline": (
        "import thread_that_prints\n\n#> late",
        "import thread_that_prints",
    ),
    "lines at the end, below a last statement that prints": (
        "print(1)\n#> 1\n\n#> late\n",
        "print(1)\n",
    ),
    "blank lines of the writer before lines at the end": (
        "print(1)\n\n\n\n#> late\n",
        "print(1)\n\n\n",
    ),
    "carriage returns": (
        "print(1)\r\n#> 1\r\n\r\n#> late\r\n",
        "print(1)\r\n",
    ),
    "carriage returns, no final newline": (
        "print(1)\r\n#> 1\r\nprint(2)\r\n#> 2",
        "print(1)\r\nprint(2)",
    ),
    "form feeds": (
        "\fif True:\n\f    print(1)\n    #> 1\n\f\n\n#> late\n",
        "\fif True:\n\f    print(1)\n\f\n",
    ),
    "characters that end a line elsewhere": (
        "print('\x85')  # \u2028#> 0\n#> 1\nx = '\x1c'\n",
        "print('\x85')  # \u2028#> 0\nx = '\x1c'\n",
    ),
    "nothing but outputs": (
        "#> 1\n#> 2\n",
        "",
    ),
    "nothing but blank lines": (
        "\n\n\n#> late\n",
        "\n\n",
    ),
    "tabs": (
        "if True:\n\tif True:\n\t\tprint(1)\n\t\t#> 1\n",
        "if True:\n\tif True:\n\t\tprint(1)\n",
    ),
    "deep indentation, several depths below one line": (
        "class A:\n    class B:\n        def c(self):\n            print(1)\n            #> 1\n    #> B\n#> A\n",
        "class A:\n    class B:\n        def c(self):\n            print(1)\n",
    ),
    "characters outside ASCII": (
        "größe = '日本'\nprint(größe)\n#> 日本 🐍\n",
        "größe = '日本'\nprint(größe)\n",
    ),
    "an output that looks like code": (
        "print(s)\n#> '''\n#> # region x\n#> #> y\n",
        "print(s)\n",
    ),
    "a shebang": (
        "#!/usr/bin/env python\nprint(1)\n#> 1\n",
        "#!/usr/bin/env python\nprint(1)\n",
    ),
    "a shebang with a space": (
        "#! /usr/bin/env python\nprint(1)\n#! 1\n",
        "#! /usr/bin/env python\nprint(1)\n",
    ),
    "an indented output on the first line is not a shebang": (
        "    #! 1\n#> 2\nprint(1)\n",
        "print(1)\n",
    ),
    "a statement that ends on a blank line": (
        "print(1) \\\n\n#> 1\n",
        "print(1) \\\n\n",
    ),
    "lines at the end, below a statement that ends on a blank line": (
        "print(1) \\\r\n\r\n\r\n#> late\r\n",
        "print(1) \\\r\n\r\n",
    ),
    "lines at the end, below a comment that ends in a backslash": (
        "print(1)  # \\\n\n#> late\n",
        "print(1)  # \\\n",
    ),
    "a string whose last line looks like an output, and is not a comment": (
        'text = """\n#> 1"""  # 2\n',
        'text = """\n#> 1"""  # 2\n',
    ),
    "an output line in a string": (
        'text = """\n#> not printed\n"""\n',
        'text = """\n#> not printed\n"""\n',
    ),
    "an output line in a docstring": (
        'def f():\n    """\n    #> not printed\n    """\n    print(1)\n    #> 1\n',
        'def f():\n    """\n    #> not printed\n    """\n    print(1)\n',
    ),
    "a mark inside a trailing comment": (
        "x = 1  # see #> below\ny = 2  # > 1\n",
        "x = 1  # see #> below\ny = 2  # > 1\n",
    ),
    "a mark inside a string on one line": (
        "print('#> a')\n#> #> a\n",
        "print('#> a')\n",
    ),
    "a program that does not tokenize": (
        "print(1)\n#> 1\nprint('unfinished\n\n#! SyntaxError: unterminated string literal\n#= exit status 1\n",
        "print(1)\nprint('unfinished\n",
    ),
    "a program whose brackets never close": (
        "print(\n\n#! SyntaxError: '(' was never closed\n#= exit status 1\n",
        "print(\n",
    ),
    "a string that never closes": (
        'print(1)\n#> 1\ntext = """\nthe rest\n\n#! SyntaxError: unterminated triple-quoted string literal\n',
        'print(1)\ntext = """\nthe rest\n',
    ),
    "indentation that fits nothing": (
        "if f():\n        g()\n        #> 1\n    h()\n    #> 2\ni()\n#> 3\n",
        "if f():\n        g()\n    h()\ni()\n",
    ),
    "syntax of a newer Python": (
        "lazy import json\nprint(f'{\"#> \" + f'{1}'}')\n#> #> 1\n",
        "lazy import json\nprint(f'{\"#> \" + f'{1}'}')\n",
    ),
}


@pytest.mark.parametrize(("text", "program"), ROUND_TRIPS.values(), ids=ROUND_TRIPS)
def test_split_takes_out_output_lines_only(text: str, program: str) -> None:
    assert program == split(text)[0]


@pytest.mark.parametrize(("text", "program"), ROUND_TRIPS.values(), ids=ROUND_TRIPS)
def test_join_is_the_inverse_of_split(text: str, program: str) -> None:
    assert text == join(*split(text))


def test_split_says_where_each_line_stands() -> None:
    """Below which line of the program, at which indentation, and on which line of the file."""
    _, outputs = split("def f():\n    print(1)\n    #> 1\n    #! 2\nf()\n\n#= exit status 3\n")
    assert {
        Place(2, "    "): [Line("out", "1\n"), Line("err", "2\n")],
        END: [Line("exit", "exit status 3\n")],
    } == outputs
    assert [3, 4, 7] == [line.at for lines in outputs.values() for line in lines]


def test_what_is_in_a_line_is_kept() -> None:
    """Spaces at its end, and any letter."""
    assert {Place(1, ""): [Line("out", "X\n"), Line("out", "1 \n")]} == split("X\n#> X\n#> 1 \n")[1]
    assert {(2, ""): out("1")} == split("f()\n  \n#> 1\n")[1]


def test_lines_without_a_blank_line_before_them_stand_below_the_last_statement() -> None:
    assert {(1, ""): out("1")} == split("f()\n#> 1\n")[1]


def test_an_indented_line_never_stands_at_the_end() -> None:
    assert {(3, "    "): out("1")} == split("if f():\n    pass\n\n    #> 1\n")[1]


def test_a_transcript_has_no_strings() -> None:
    """In a `.console` file every line that looks like an output is one."""
    text = '$ python a.py """\n#> a\n$ python b.py """\n#! b\n'
    program, outputs = split(text, python=False)
    assert '$ python a.py """\n$ python b.py """\n' == program
    assert {(1, ""): out("a"), Place(2, ""): [Line("err", "b\n")]} == outputs
    assert text == join(program, outputs)


def test_an_output_behind_a_statement_is_refused() -> None:
    with pytest.raises(OutputsError, match="a line of its own") as caught:
        split("x = 1\nprint(x)  #> 1\n")
    assert 2 == caught.value.line


def test_an_escape_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(OutputsError, match="not an escaped output line") as caught:
        split("print(1)\n#> 1\n#>\\ \\x\n")
    assert 3 == caught.value.line


LINES = {
    "stdout": ("out", "hello\n", "#> hello"),
    "stderr": ("err", "hello\n", "#! hello"),
    "exit status": ("exit", "exit status 1\n", "#= exit status 1"),
    "an empty line": ("out", "\n", "#>"),
    "an empty line on stderr": ("err", "\n", "#!"),
    "indentation": ("out", "    return 1\n", "#>     return 1"),
    "characters outside ASCII": ("out", "日本 é 🐍\n", "#> 日本 é 🐍"),
    "backslashes": ("out", "C:\\new\n", "#> C:\\new"),
    "a backslash first": ("out", "\\n\n", "#> \\n"),
    "a space at the end": ("out", "a \n", "#>\\ a \\n"),
    "only a space": ("out", " \n", "#>\\  \\n"),
    "a tab": ("out", "a\tb\n", "#>\\ a\\tb\\n"),
    "a carriage return": ("out", "50%\r100%\n", "#>\\ 50%\\r100%\\n"),
    "a control character": ("err", "\x1b[31mred\n", "#!\\ \\x1b[31mred\\n"),
    "a character that cannot be seen": ("out", "a\u200bb\n", "#>\\ a\\u200bb\\n"),
    "a space that is none": ("out", "a\u00a0b\n", "#>\\ a\\xa0b\\n"),
    "no newline": ("out", "a", "#>\\ a"),
    "no newline, a space at the end": ("out", "ab ", "#>\\ ab\\x20"),
    "no newline, a backslash at the end": ("out", "a\\", "#>\\ a\\\\"),
    "no newline, outside ASCII": ("out", "日本 é 🐍", "#>\\ 日本 é 🐍"),
    "escapes among what looks like escapes": ("out", "\\t\t\n", "#>\\ \\\\t\\t\\n"),
}


@pytest.mark.parametrize(("stream", "text", "shown"), LINES.values(), ids=LINES)
def test_a_line_as_the_file_shows_it(stream: str, text: str, shown: str) -> None:
    assert shown == str(Line(stream, text))


@pytest.mark.parametrize(("stream", "text", "shown"), LINES.values(), ids=LINES)
def test_a_line_read_back(stream: str, text: str, shown: str) -> None:
    assert {Place(1, ""): [Line(stream, text)]} == split(f"run()\n{shown}\n")[1]


def test_the_number_of_a_line_is_no_difference() -> None:
    """`at` says where the file says so: what Python printed stands on no line."""
    assert Line("out", "a\n", 3) == Line("out", "a\n")
    assert Line("out", "a\n") != Line("err", "a\n")


# A statement on line N prints `N`: the file with its output lines in place says where that stands.
PLACES = {
    "one line": "f()\n#> 1\ng()\n#> 2\n",
    "blank lines and comments": "# a\nf()\n#> 2\n\n# b\n\ng()\n#> 6\n# c\n",
    "a call on several lines": "f(\n    1,\n    2,\n)\n#> 1 2 3 4\ng()\n#> 5\n",
    "a string on several lines": 'f("""\na\n""")\n#> 1 2 3\n',
    "a line continued by a backslash": "x = 1 + \\\n    f()\n#> 1 2\n",
    "a function": "def f():\n    g()\n    #> 2\n#> 1\nf()\n#> 3\n",
    "a function, a comment below it": "def f():\n    g()\n    #> 2\n#> 1\n    # so much for f\n\n\nf()\n#> 6\n",
    "a header on several lines": "def f(\n    a=g(),\n):\n    h()\n    #> 4\n#> 1 2 3\n",
    "a function on one line": "def f(): return g()\n#> 1\n",
    "a class": "class A(B):\n    x = f()\n    #> 2\n    def g(self):\n        h()\n        #> 4\n    #> 3\n#> 1\n",
    "decorators": "@a\n@b(\n    1\n)\ndef f():\n    g()\n    #> 6\n#> 1 2 3 4 5\n",
    "a decorated class": "@a\nclass A:\n    x = f()\n    #> 3\n#> 1 2\nA()\n#> 4\n",
    "a decorated method": "class A:\n    @a\n    def f(self):\n        g()\n        #> 4\n    #> 2 3\n#> 1\n",
    "a decorator on one that is decorated inside": (
        "@a\ndef f():\n    @b\n    def g():\n        h()\n        #> 5\n    #> 3 4\n    return g\n    #> 6\n#> 1 2\n"
    ),
    "if, elif, else": (
        "if a():\n    #> 1\n    f()\n    #> 2\nelif b():\n    #> 3\n    g()\n    #> 4\n"
        "else:\n    #> 5\n    h()\n    #> 6\n"
    ),
    "if on one line": "if a(): f()\n#> 1\nelse: g()\n#> 2\n",
    "for": "for x in f():\n    #> 1\n    g()\n    #> 2\n    h()\n    #> 3\n",
    "for, else": "for x in f():\n    #> 1\n    g()\n    #> 2\nelse:\n    #> 3\n    h()\n    #> 4\n",
    "while": "while f():\n    #> 1\n    g()\n    #> 2\nh()\n#> 3\n",
    "with": "with a() as x:\n    #> 1\n    f()\n    #> 2\n",
    "with on several lines": "with (\n    a() as x,\n    b() as y,\n):\n    #> 1 2 3 4\n    f()\n    #> 5\n",
    "try, except, else, finally": (
        "try:\n    #> 1\n    a()\n    #> 2\nexcept f():\n    #> 3\n    b()\n    #> 4\n"
        "else:\n    #> 5\n    c()\n    #> 6\nfinally:\n    #> 7\n    d()\n    #> 8\n"
    ),
    "match, case, guard": (
        "match f():\n    #> 1\n    case A(x) if g(x):\n        #> 2\n        h()\n        #> 3\n"
        "    case _:\n        #> 4\n        i()\n        #> 5\n"
    ),
    "match and case as names": "match = f()\n#> 1\ncase = match\n#> 2\n",
    "case on one line": "match f():\n    #> 1\n    case 1: g()\n    #> 2\n    case _: h()\n    #> 3\n",
    "a comprehension": "x = [\n    f(y)\n    for y in g()\n]\n#> 1 2 3 4\n",
    "a lambda": "x = lambda: f()\n#> 1\nx()\n#> 2\n",
    "a lambda on several lines": "x = (\n    lambda:\n    f()\n)\n#> 1 2 3 4\n",
    "semicolons": "f(); g()\n#> 1\nif x: f(); g()\n#> 2\n",
    "async def": "async def f():\n    g()\n    #> 2\n#> 1\n",
    "async for, async with": (
        "async def f():\n    async for x in a():\n        #> 2\n        g()\n        #> 3\n"
        "    async with b() as y:\n        #> 4\n        h()\n        #> 5\n#> 1\n"
    ),
    "async, more than a space, def": "async  def f():\n    g()\n    #> 2\n#> 1\n",
    "async for, and a def that is none": "async for x in f(' def '):\n    #> 1\n    g()\n    #> 2\n",
    "a form feed": "\fclass A:\n\f    def g(self):\n        h()\n        #> 3\n    #> 2\n#> 1\n",
    "a form feed, less indentation": "if a():\n    #> 1\n    f()\n    #> 2\n\fg()\n#> 3\n",
    "a line continued by a backslash, and a blank one": "f() \\\n\n#> 1 2\n",
    "a type and a generic": "type X = f\n#> 1\ndef g[T](x: T):\n    h()\n    #> 3\n#> 2\n",
    "a lazy import": "lazy import f\n#> 1\n",
    "tabs": "if a():\n\t#> 1\n\tif b():\n\t\t#> 2\n\t\tf()\n\t\t#> 3\n",
    "until it does not tokenize": "f()\n#> 1\ng('\n",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_where_the_output_of_a_statement_stands(text: str) -> None:
    program, _ = split(text)
    rows: dict[Place, list[str]] = {}
    for row, place in sorted(places(program).items()):
        rows.setdefault(place, []).append(str(row))
    assert text == join(program, {place: out(" ".join(printed)) for place, printed in rows.items()})


def observed(text: str, *printed: tuple[str, int, str], python: bool = True) -> Outputs:
    return observe(text, printed, python=python, mask=lambda line: line)


def test_what_is_printed_is_placed_by_the_lines_of_the_program_that_ran() -> None:
    """It has no output lines: neither the line numbers of the run nor the places count those of the text."""
    assert {(1, ""): out("1"), (2, ""): out("2")} == observed(
        "f()\n#> 1\ng()\n#> 2\n", ("out", 1, "1\n"), ("out", 2, "2\n")
    )


def test_a_line_stands_where_its_newline_was_printed() -> None:
    assert {(2, ""): out("ab")} == observed("f()\ng()\n", ("out", 1, "a"), ("out", 2, "b\n"))


def test_what_never_got_its_newline_stands_where_it_was_printed() -> None:
    assert {Place(1, ""): [Line("out", "a")]} == observed("f()\ng()\n", ("out", 1, "a"))


def test_writing_nothing_moves_nothing() -> None:
    """Some Pythons write an empty string when they shut down."""
    printed = ("out", 1, "a"), ("out", 0, ""), ("err", 2, "b\n")
    assert {Place(1, ""): [Line("out", "a")], Place(2, ""): [Line("err", "b\n")]} == observed("f()\ng()\n", *printed)


def test_a_program_places_by_statement() -> None:
    assert {(2, "    "): out("2")} == observed("if f():\n    g()\n", ("out", 2, "2\n"))


def test_streams_have_lines_of_their_own() -> None:
    """An error message between two halves of a line does not tear it."""
    printed = ("out", 1, "a"), ("err", 1, "oh\n"), ("out", 1, "b\n")
    assert {Place(1, ""): [Line("err", "oh\n"), Line("out", "ab\n")]} == observed("f()\n", *printed)


def test_what_no_statement_printed_stands_at_the_end() -> None:
    assert {END: out("late")} == observed("f()\n", ("out", 0, "late\n"))


def test_a_mask_rewrites_each_line() -> None:
    seen = observe("f()\n", [("out", 1, "at 0x7f\nat 0x80\n")], python=True, mask=lambda line: line[:3] + "<address>")
    assert {(1, ""): out("at <address>", "at <address>")} == seen


def test_a_transcript_places_by_command() -> None:
    text = "# first\n$ python a.py\n#> 1\n$ python b.py\n"
    assert {(2, ""): out("1"), (3, ""): out("2")} == observed(text, ("out", 2, "1\n"), ("out", 3, "2\n"), python=False)


SECTIONS = """\
# What other Pythons print instead. Written by `nox -s update`.
>=3.11,<3.13
line 1
#> 1
line 3
        #> inner
    #> outer
    #!\\ a\\tb\\n
end
#! ImportError
#= exit status 1
>=3.13,<3.13.1
"""


def test_sections_are_read() -> None:
    """What older Pythons print, by specifier; one that prints nothing is an empty section."""
    oldest = {
        (1, ""): out("1"),
        (3, "        "): out("inner"),
        Place(3, "    "): [Line("out", "outer\n"), Line("err", "a\tb\n")],
        END: [Line("err", "ImportError\n"), Line("exit", "exit status 1\n")],
    }
    assert {">=3.11,<3.13": oldest, ">=3.13,<3.13.1": {}} == read_sections(SECTIONS)


def test_sections_are_written_as_they_were_read() -> None:
    assert SECTIONS == write_sections(read_sections(SECTIONS))


def test_the_end_has_no_indentation() -> None:
    assert {">=3.11,<3.13": {END: out("1")}} == read_sections(">=3.11,<3.13\nend\n  #> 1\n")


def test_an_emptied_file_has_no_sections() -> None:
    assert {} == read_sections("")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# made\n>=3.11,<3.13\nline 1\nhello\n", 4, "is not a line of an .outputs file: 'hello'"),
        ("# made\n>=3.11,<3.13\nline one\n", 3, "is not a line of an .outputs file: 'line one'"),
        ("x\n", 1, "is not a line of an .outputs file: 'x'"),
        ("X>=3.11\n", 1, "is not a line of an .outputs file: 'X>=3.11'"),
        (">=3.11,<3.13\n#> 1\n", 2, "stands below no `line N` or `end`"),
        ("line 1\n#> 1\n", 2, "stands below no `line N` or `end`"),
        (">=3.11,<3.12\nline 1\n#> 1\n>=3.12,<3.13\n#> 2\n", 5, "stands below no `line N` or `end`"),
        (">=3.11,<3.13\nline 1\n#>\\ \\x\n", 3, "is not an escaped output line"),
    ],
    ids=[
        "a stray line",
        "a line without a number",
        "a letter",
        "a letter before",
        "no place",
        "no specifier",
        "the place of another",
        "an escape",
    ],
)
def test_a_line_that_does_not_belong_in_sections_is_refused(text: str, line: int, message: str) -> None:
    with pytest.raises(OutputsError) as caught:
        read_sections(text)
    assert (line, f"{message}; run `nox -s update`") == (caught.value.line, str(caught.value))


# Reported by the tests of the machine.


def test_a_line_never_goes_on_in_the_next_command() -> None:
    seen = observed("$ python a.py\n$ python b.py\n", ("out", 1, "a"), ("out", 2, "b\n"), python=False)
    assert {Place(1, ""): [Line("out", "a")], (2, ""): out("b")} == seen


def test_a_line_goes_on_in_its_command() -> None:
    seen = observed("# here\n$ python a.py\n", ("out", 2, "a"), ("out", 2, "b\n"), python=False)
    assert {(2, ""): out("ab")} == seen


def test_the_exit_status_is_the_last_line() -> None:
    seen = observed("$ python a.py\n", ("out", 1, "a"), ("exit", 1, "exit status 1\n"), python=False)
    assert {Place(1, ""): [Line("out", "a"), Line("exit", "exit status 1\n")]} == seen


@pytest.mark.parametrize("line", ["#>1", "    #!1", "#>\\1", "\f#> 1"])
def test_a_mark_that_is_no_output_is_refused(line: str) -> None:
    """Else a page shows what looks like an output and was never compared."""
    message = "an output line is `#> text`: a space follows the mark, spaces or tabs stand before it"
    with pytest.raises(OutputsError) as caught:
        split(f"if True:\n    print(1)\n{line}\n")
    assert (3, message) == (caught.value.line, str(caught.value))


# Reported by the properties.


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("f()\n1 + \\\n#> 1\n2\n", 3, "^an output stands below a whole statement"),
        ("f()\nf() \\", 2, "the last line ends in a backslash"),
        ("f()\r\nf() \\\r\n", 2, "the last line ends in a backslash"),
        ("f()\n'\r'\n", 2, "^a carriage return stands alone"),
        ("\n\rg()\r", 2, "^a carriage return stands alone"),
        ("f()\r\ng()\r\r\n", 2, "a carriage return stands alone"),
    ],
)
def test_what_an_output_would_change_is_refused(text: str, line: int, message: str) -> None:
    """A backslash joins the next line, and after a lone carriage return Python counts one line more than we do."""
    with pytest.raises(OutputsError, match=message) as caught:
        split(text)
    assert line == caught.value.line


@pytest.mark.parametrize("text", [r"\q", r"\400", r"\N{DIGIT ONE}", r"\xZZ", r"\U00110000", "1\\"])
def test_escapes_that_are_never_written_are_refused(text: str) -> None:
    with pytest.raises(OutputsError, match="is not an escaped output line") as caught:
        split(f"print(1)\n#>\\ {text}\n")
    assert 2 == caught.value.line


def test_what_was_read_is_handed_out_as_a_copy() -> None:
    """Who changes it does not change what the next one reads."""
    text = "f()\n#> 1\n"
    split(text)[1][Place(1, "")].clear()
    split(text)[1].clear()
    places(text).clear()
    assert ("f()\n", {(1, ""): out("1")}) == split(text)
    assert {1: (1, "")} == places(text)


@pytest.mark.parametrize("line", ["line 0", "line 01", "line 9999999999", f"line {'9' * 5000}", "line ٣", "line -1"])
def test_sections_have_the_lines_of_a_program(line: str) -> None:
    with pytest.raises(OutputsError, match=r"is not a line of an \.outputs file") as caught:
        read_sections(f">=3.11,<3.13\n{line}\n#> 1\n")
    assert 2 == caught.value.line


def test_a_section_that_stands_there_twice_is_refused() -> None:
    """Else the second would hide the first."""
    with pytest.raises(OutputsError, match=r"^>=3\.11,<3\.13 stands here twice") as caught:
        read_sections(">=3.11,<3.13\nline 1\n#> 1\n>=3.11,<3.13\n")
    assert 4 == caught.value.line


def test_a_difference_without_a_final_newline_is_shown() -> None:
    expected = "--- a  (what it says)\n+++ a  (what Python printed)\n@@ -1,2 +1,2 @@\n f()\n-#> 1\n+#> 2"
    assert expected == unified_diff("f()\n#> 1\n", "f()\n#> 2", "a")


NUMBERS = [f"{n}" for n in range(150_000)]


@pytest.mark.parametrize(
    ("says", "prints", "shown"),
    [
        (NUMBERS, [f"{n}" for n in range(3, 150_003)], ["@@ -1,6 +1,3 @@", "-0"]),
        ([*NUMBERS, "a"], [*NUMBERS, "b", "c"], ["@@ -149998,4 +149998,5 @@", " 149997", "-a", "+b", "+c"]),
        (["x"] * 500_000, ["y"] * 400_000, ["-x", "  (and 3,903 more lines that differ or stand near them)"]),
        (["x" * 400_000 + "a"], ["x" * 400_000 + "b"], ["x (399,900 characters) x", "xa", "xb"]),
        ([], ["x" * 1000], ["x (and 701 more characters)"]),
    ],
    ids=["shifted", "at the end", "all other", "one long line", "one new long line"],
)
def test_a_message_has_an_end_and_shows_what_differs(says: list[str], prints: list[str], shown: list[str]) -> None:
    diff = unified_diff("\n".join(says) + "\n", "\n".join(prints) + "\n", "a")
    assert len(diff) < 30_000
    assert 101 >= len(diff.splitlines())
    for piece in shown:
        assert piece in diff


# Found by changing the machine for the worse.


def test_a_comment_is_none_in_a_string() -> None:
    """In a transcript there are no strings."""
    text = "$ python '''\n# a\n$ python '''  # b\n# c\n"
    assert {3, 4} == comments(text)
    assert {1, 2, 3, 4} == comments(text, python=False)


@pytest.mark.parametrize(
    ("expected", "printed", "line"),
    [
        ("f()\n#> 1\ng()\n#> 2\n", "f()\n#> 1\ng()\n#> 2\n", 0),
        ("f()\n#> 1\ng()\n#> 2\n", "f()\n#> 1\ng()\n#> 3\n", 4),
        ("f()\n#> 1\ng()\n#> 2\n", "f()\n#> 3\ng()\n#> 3\n", 2),
        ("f()\n#> 1\n#> 2\n", "f()\n#> 1\n", 3),
        ("f()\n#> 1\n#> 2\n", "f()\n", 2),
        ("f()\n#> 1\n", "f()\n#> 1\n#> 2\n", 2),
        ("f()\n", "f()\n#> 1\n", 0),
        ("f()\n#> 1\ng()\n", "f()\n#> 1\ng()\n#> 2\n", 0),
    ],
)
def test_the_first_difference_is_a_line_of_the_file(expected: str, printed: str, line: int) -> None:
    """Where there is one more, the line above it; where the file says nothing there, none."""
    assert line == first_difference(split(expected)[1], split(printed)[1])


def test_the_order_of_printing_moves_with_the_lines() -> None:
    """However the places change theirs: it is given by the lines as a reader meets them."""
    outputs = split("a\n#> 1\n#> 2\nb\n#> 3\nc\n#> 4\n\n#> 5\n#= printed in this order: 3, 1, 2, 5, 4\n")[1]
    moved = outputs.moved(
        {Place(1, ""): Place(9, ""), Place(2, ""): Place(5, "    "), Place(3, ""): Place(5, ""), END: END}
    )
    assert {(5, "    "): out("3"), (5, ""): out("4"), (9, ""): out("1", "2"), END: out("5")} == dict(moved)
    assert outputs.printed() == moved.printed()
    assert (0, 2, 3, 4, 1) == moved.order


def test_an_order_that_is_as_read_is_none_where_the_lines_have_moved() -> None:
    outputs = split("a\n#> 1\nb\n#> 2\n\n#= printed in this order: 2, 1\n")[1]
    moved = outputs.moved({Place(1, ""): Place(2, ""), Place(2, ""): Place(1, "")})
    assert () == moved.order
    assert outputs.printed() == moved.printed()
