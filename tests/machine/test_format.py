"""Formatting leaves each output at its statement, or the file as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.run import format as formatter
from deepcuts.snippet.program import split
from deepcuts.snippet.snippet import Snippet

HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"
LEFT = (
    "whose output this is cannot be told when the lines above it are formatted, and they are left as they are;"
    " write each statement on a line of its own, then `nox -s update`"
)


# (the file, the file when it is formatted)
KEPT = {
    "a loop on one line": (
        "for k in x: print(k)\n#> a\n#> b\n",
        "for k in x:\n    print(k)\n    #> a\n    #> b\n",
    ),
    "a header that calls, and a body that does not": (
        "while f(): n += 1\n#> f\n",
        "while f():\n    #> f\n    n += 1\n",
    ),
    "branches on one line": (
        "if a: print(1)\n#> 1\nelif b: print(2)\nelse: print(3)\n#> 3\n",
        "if a:\n    print(1)\n    #> 1\nelif b:\n    print(2)\nelse:\n    print(3)\n    #> 3\n",
    ),
    "a value that is given in the condition": (
        "if n := 1: print(n)\n#> 1\n",
        "if n := 1:\n    print(n)\n    #> 1\n",
    ),
    "a lambda in a header": (
        "while lambda: 1: print(1)\n#> 1\n",
        "while lambda: 1:\n    print(1)\n    #> 1\n",
    ),
    "a class on one line": (
        "class A(B): x = print(1); y: int = 2\n#> 1\n",
        "class A(B):\n    x = print(1)\n    #> 1\n    y: int = 2\n",
    ),
    "a function on one line": (
        "def f(a): return print(a)\n#> 1\nf(1)\n",
        "def f(a):\n    return print(a)\n    #> 1\n\n\nf(1)\n",
    ),
    "a function without a body": (
        "def f():\n    print(1)\n    #> 1\n    ...\ndef g(): ...\n",
        "def f():\n    print(1)\n    #> 1\n    ...\n\n\ndef g(): ...\n",
    ),
    "decorators": (
        "@a( 1,\n  2)\n\n@b\n# c\ndef f( x ):\n    print(2)\n    #> 2\n#> 1\n",
        "@a(1, 2)\n@b\n# c\ndef f(x):\n    print(2)\n    #> 2\n#> 1\n",
    ),
    "a backslash": (
        "x = 1 + \\\n  print(2)\n#> 2\nwith a as b, \\\n     c as d:\n    #> 3\n    print(4)\n    #> 4\n",
        "x = 1 + print(2)\n#> 2\nwith a as b, c as d:\n    #> 3\n    print(4)\n    #> 4\n",
    ),
    "a match": (
        "match  f(1):\n    #> 1\n    case A( 1 ) if x: print(2)\n    #> 2\n    case _: pass\n",
        "match f(1):\n    #> 1\n    case A(1) if x:\n        print(2)\n        #> 2\n    case _:\n        pass\n",
    ),
    "names that begin a statement elsewhere": (
        "match = f( 1 )\n#> 1\ncase: int = f( 2 )\n#> 2\n",
        "match = f(1)\n#> 1\ncase: int = f(2)\n#> 2\n",
    ),
    "a try": (
        "try: print(1)\n#> 1\nexcept (A, B): print(2)\nfinally: print(3)\n#> 3\n",
        "try:\n    print(1)\n    #> 1\nexcept (A, B):\n    print(2)\nfinally:\n    print(3)\n    #> 3\n",
    ),
    "comments": (
        "if (a and # b\n   c): # d\n    #> 1\n    # e\n        # f\n    print(2) # g\n    #> 2\n",
        "if (\n    a  # b\n    and c\n):  # d\n    #> 1\n    # e\n    # f\n    print(2)  # g\n    #> 2\n",
    ),
    "a call that needs more lines": (
        f"print('{'a' * 30}','{'b' * 30}')\n#> a b\nprint(\n  1)\n#> 1\n",
        f'print(\n    "{"a" * 30}",\n    "{"b" * 30}",\n)\n#> a b\nprint(1)\n#> 1\n',
    ),
    "strings that are joined, numbers, brackets that go": (
        "print(('a'\n  u'b'), 0XFF, 1.E+5, .5)\n#> 1\nfor (x) in (y): (print)(x);\n#> 2\n",
        'print(("ab"), 0xFF, 1.0e5, 0.5)\n#> 1\nfor x in y:\n    (print)(x)\n    #> 2\n',
    ),
    "tabs": (
        "if a:\n\t#> 1\n\tprint(2)\n\t#> 2\n",
        "if a:\n    #> 1\n    print(2)\n    #> 2\n",
    ),
    "two statements, no output": (
        "f(1); f(2)\nprint(3)\n#> 3\n",
        "f(1)\nf(2)\nprint(3)\n#> 3\n",
    ),
    "output at the end": (
        "import  a\n\n#> late\n#= exit status 1\n",
        "import a\n\n#> late\n#= exit status 1\n",
    ),
    "the order of printing": (
        "class A:\n  def f(s): return print(1)\n  #> 1\nprint( 2 )\n#> 2\n#> 3\n\n#> 4\n"
        "#= printed in this order: 2, 1, 4, 3\n",
        "class A:\n    def f(s):\n        return print(1)\n        #> 1\n\n\nprint(2)\n#> 2\n#> 3\n\n#> 4\n"
        "#= printed in this order: 2, 1, 4, 3\n",
    ),
    "syntax of a newer Python": (
        "lazy import a\n#> 1\ntype X = int; print(f'{f'{1}'}')\n#> 1\ndef f[T](x: T): return t'{x}'\n",
        'lazy import a\n#> 1\n\ntype X = int\nprint(f"{f\'{1}\'}")\n#> 1\n\n\ndef f[T](x: T):\n    return t"{x}"\n',
    ),
}


def formatted(root: Path, *, fix: bool = True) -> int:
    return formatter.main(fix=fix, root=root)


@pytest.mark.parametrize(("text", "expected"), KEPT.values(), ids=KEPT)
def test_an_output_stays_at_its_statement(
    text: str, expected: str, write: Callable[..., Snippet], tmp_path: Path
) -> None:
    snippet = write("c.py", text)
    assert 0 == formatted(tmp_path)
    assert expected == snippet.main.read_text("utf-8")
    assert split(text)[1].printed() == split(expected)[1].printed()
    assert 0 == formatted(tmp_path, fix=False)


# (the file, the line with the output whose statement cannot be told)
LEFT_ALONE = {
    "two calls on one line": ("print(f(1,2)); print(f(3,\n   4))\n#> 3\n#> 7\n", 3),
    "a header and a body that call": ("if True: pass\nwith f(): print(1)\n#> 1\n", 3),
    "a decorator, and a function on one line": ("@a\ndef f(): print(1)\n#> 1\n", 3),
    "an import": ("import a; a.b()\n#> 1\n", 2),
    "below no statement": ("if  a:\n    f()\n#> 1\n", 3),
    "below a comment": ("f( )\n# a\n#> 1\n", 3),
}


@pytest.mark.parametrize("fix", [True, False])
@pytest.mark.parametrize(("text", "line"), LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_a_file_is_left_where_it_cannot_be_told_whose_an_output_is(
    text: str, line: int, fix: bool, write: Callable[..., Snippet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet = write("c.py", text)
    other = write("d.py", "print( 1 )\n#> 1\n")
    assert 1 == formatted(tmp_path, fix=fix)
    assert text == snippet.main.read_text("utf-8")
    assert f"{snippet.main}:{line}: {LEFT}" == capsys.readouterr().out.splitlines()[0]
    assert ("print(1)\n#> 1\n" == other.main.read_text("utf-8")) == fix


OLDER = f"{HEADER}>=3.11,<3.13\nline 1\n#> 0\nline 4\n#> 4\nend\n#! late\n"


def test_what_older_pythons_print_moves_with_its_statement(write: Callable[..., Snippet], tmp_path: Path) -> None:
    snippet = write("c.py", "for k in x: print(k)\n#> a\nif a: print(1)\n\nprint( 4 )\n#> 4\n")
    snippet.older_file.write_text(OLDER, "utf-8")
    assert 0 == formatted(tmp_path)
    moved = OLDER.replace("line 1\n#> 0", "line 2\n    #> 0").replace("line 4", "line 6")
    assert moved == snippet.older_file.read_text("utf-8")
    expected = "for k in x:\n    print(k)\n    #> a\nif a:\n    print(1)\n\nprint(4)\n#> 4\n"
    assert expected == snippet.main.read_text("utf-8")


def test_what_older_pythons_print_can_keep_a_file_from_being_formatted(
    write: Callable[..., Snippet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "f(1); f(2)\n\nif a: print(1)\nprint(4)\n#> 4\n"
    snippet = write("c.py", text)
    snippet.older_file.write_text(OLDER, "utf-8")
    assert 1 == formatted(tmp_path)
    assert (text, OLDER) == (snippet.main.read_text("utf-8"), snippet.older_file.read_text("utf-8"))
    assert f"{snippet.older_file}:4: {LEFT}\n" == capsys.readouterr().out


def test_a_file_that_cannot_be_written_keeps_no_other_from_being_formatted(
    write: Callable[..., Snippet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet, other = write("c.py", "print( 1 )\n"), write("d.py", "print( 1 )\n")
    snippet.main.chmod(0o444)
    assert 1 == formatted(tmp_path)
    assert ("print( 1 )\n", "print(1)\n") == (snippet.main.read_text("utf-8"), other.main.read_text("utf-8"))
    said = capsys.readouterr().out
    assert f"{snippet.main}:1: is read-only, and is left as it is; make it writable, then run it again\n" == said


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_formatted(
    write: Callable[..., Snippet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet, other = write("c.py", "f( )\n#>1\n"), write("d.py", "print( 1 )\n")
    assert 1 == formatted(tmp_path)
    assert ("f( )\n#>1\n", "print(1)\n") == (snippet.main.read_text("utf-8"), other.main.read_text("utf-8"))
    assert capsys.readouterr().out.startswith(f"{snippet.main}:2: an output line is `#> text`: ")


def test_a_program_with_a_syntax_error_is_named_by_its_line_in_the_file(
    write: Callable[..., Snippet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet = write("c.py", "print( 1 )\n#> 1\n#> 2\nx = = 3\n")
    assert 1 == formatted(tmp_path)
    said = capsys.readouterr().out
    assert said.startswith(f"{snippet.main}:4: cannot be formatted: ")
    assert said.endswith("; if that is its point, `nox -s update` records it\n")


def test_a_program_may_be_about_a_syntax_error(write: Callable[..., Snippet], tmp_path: Path) -> None:
    """Nobody can format it, and what it prints is recorded."""
    text = 'print( 1 )\nx = = 3\n\n#!   File "c.py", line 2\n#! SyntaxError: invalid syntax\n#= exit status 1\n'
    snippet = write("c.py", text)
    assert 0 == formatted(tmp_path)
    assert text == snippet.main.read_text("utf-8")


def test_a_helper_with_a_syntax_error_is_named(
    write: Callable[..., Snippet], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet = write("c/main.py", "import helper\n\n#! SyntaxError: x\n", helper="x = 1\nx = = 3\n")
    assert 1 == formatted(tmp_path)
    assert capsys.readouterr().out.startswith(f"{snippet.folder}/helper.py:2: cannot be formatted: ")


def test_formatting_keeps_to_what_the_oldest_python_can_read(write: Callable[..., Snippet], tmp_path: Path) -> None:
    """For the newest, ruff would take the brackets away."""
    text = "try:\n    f()\nexcept (A, B):\n    pass\n"
    snippet = write("c.py", text)
    assert 0 == formatted(tmp_path, fix=False)
    assert text == snippet.main.read_text("utf-8")


def test_a_folder_of_any_name_is_looked_at(tmp_path: Path) -> None:
    """ruff passes over those that are called `build` or `dist`."""
    main = tmp_path / "build" / "dist" / "c.py"
    main.parent.mkdir(parents=True)
    main.write_text("print( 1 )\n", "utf-8")
    assert 1 == formatted(tmp_path, fix=False)
