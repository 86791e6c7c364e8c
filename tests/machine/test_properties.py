"""What holds of every text: programs and their outputs are read and written without changing anything else.

The programs are made from a grammar; their strings and comments are full of what looks like output lines.
"""

from __future__ import annotations

import ast
import itertools
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version

from deepcuts.project import OURS, SnippetError
from deepcuts.run.interpreter import Interpreter
from deepcuts.run.merge import RefusedError, merged
from deepcuts.snippet.find import load
from deepcuts.snippet.outputs import END, Line, Outputs, OutputsError, Place
from deepcuts.snippet.program import join, observe, places, split
from deepcuts.snippet.sections import read_sections, write_sections
from deepcuts.snippet.snippet import Snippet
from tests.files import rewrite

# under CI the same examples each time: what turns red there is the change; a run by hand looks at new ones
examples = settings(max_examples=100, deadline=None, database=None, derandomize="CI" in os.environ)

# Texts.

LOOKS_LIKE = ["#> 1", "    #! 2", "\t#= exit status 1", "#>", "#>1", "#>\\ \\x", "# region one", "# endregion", "# ///"]
NO_LINE_ENDS = ["\f", "\v", "\x1c", "\x85", "\u2028", "\u2029"]  # though str.splitlines() takes them for some
texts = st.one_of(
    st.sampled_from(LOOKS_LIKE),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=6),
    st.builds("{}#> 1{}".format, st.sampled_from(NO_LINE_ENDS), st.sampled_from(NO_LINE_ENDS)),
)
printable = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8),
    st.text(st.sampled_from(" \\\r\t\n\f\x85\u2028xnuN{}01#>é日"), max_size=12),
    texts.map("{}\n".format),
)
"""What a program can print."""

# Programs, as lists of rows: one that is to be indented starts with a NUL for each level that it is in; what
# goes on in a string or in brackets is left as it is.

Rows = list[str]


def deeper(rows: Rows) -> Rows:
    return [f"\0{row}" if row.startswith("\0") else row for row in rows]


def flat(parts: list[Rows]) -> Rows:
    return [*itertools.chain(*parts)]


def around(before: str, rows: Rows, after: str = "") -> Rows:
    first, *rest = rows
    *most, last = [before + first, *rest]
    return [*most, last + after]


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def literal(text: str) -> str:
    """A part of an f-string that is not a field."""
    return quoted(text).replace("{", "{{").replace("}", "}}")


values: st.SearchStrategy[Rows] = st.one_of(
    st.just(["f(1)"]),
    st.just(["1 + \\", "  \\", "2"]),
    texts.map(lambda a: [f'"{quoted(a)}"']),
    texts.map(lambda a: [f'f"{literal(a)}{{x}}"']),
    texts.map(lambda a: ['"\\', f"{quoted(a)}\\", '"']),
    st.tuples(texts, texts).map(lambda ab: ['"""', quoted(ab[0]), "", f'{quoted(ab[1])}"""']),
    st.tuples(texts, texts).map(lambda ab: ['f"""', f"{literal(ab[0])}{{x}}", literal(ab[1]), '"""']),
    st.tuples(texts, texts).map(lambda ab: ["f(", f'"{quoted(ab[0])}",  # {ab[1]}', "", f"# {ab[0]}", "\t)"]),
    # from 3.12 on a field may hold comments: https://peps.python.org/pep-0701/
    *([st.just(['f"{', "#> in a string", 'x}"'])] if sys.version_info >= (3, 12) else []),
)
"""Expressions."""

statements: st.SearchStrategy[Rows] = st.one_of(
    st.sampled_from([["\0f(); g()"], ["\0if x: f()"], ["\0def f(): return 1"], ["\0f() \\", ""], ["\0f() \\", "\t "]]),
    values.map(lambda v: around("\0", v)),
    values.map(lambda v: around("\0x = ", v)),
    st.tuples(values, texts).map(lambda vt: around("\0", vt[0], f"  # {vt[1]}")),
    st.tuples(st.sampled_from(["", "  ", "\t\t\t"]), texts).map(lambda it: [f"{it[0]}# {it[1]}"]),
    st.sampled_from([[""], ["  "], ["\f"]]),
)
"""Simple statements, and what lies between statements."""


def compound(blocks: st.SearchStrategy[Rows]) -> st.SearchStrategy[Rows]:
    """Statements, and what has such blocks in it."""
    body = blocks.map(lambda rows: deeper([*rows, "\0pass"]))
    bodies = st.tuples(values, body, body)
    function = st.tuples(values, body).map(lambda vb: [*around("\0def f(a=", vb[0], "):"), *vb[1]])
    shapes = st.one_of(
        function,
        bodies.map(lambda vab: [*around("\0if ", vab[0], ":"), *vab[1], "\0elif x:", *vab[2], "\0else:", *vab[1]]),
        bodies.map(lambda vab: [*around("\0for x in ", vab[0], ":"), *vab[1], "\0else:", *vab[2]]),
        bodies.map(lambda vab: [*around("\0while ", vab[0], ":"), *vab[1]]),
        bodies.map(lambda vab: [*around("\0with ", vab[0], " as x:"), *vab[1]]),
        bodies.map(lambda vab: ["\0try:", *vab[1], *around("\0except ", vab[0], ":"), *vab[2]]),
        bodies.map(lambda vab: ["\0try:", *vab[1], "\0finally:", *vab[2]]),
        bodies.map(
            lambda vab: [*around("\0match ", vab[0], ":"), *deeper(["\0case A() if x:", *vab[1], "\0case 1: f()"])]
        ),
        bodies.map(lambda vab: [*around("\0class A(", vab[0], "):"), *around("\0\0", vab[0]), *vab[1]]),
        st.tuples(values, texts, function).map(lambda vtf: [*around("\0@", vtf[0]), f"# {vtf[1]}", "\0@b", *vtf[2]]),
        bodies.map(lambda vab: ["\0async  def f():", *deeper([*around("\0async for x in ", vab[0], ":"), *vab[1]])]),
        bodies.map(lambda vab: ["\0async def f():", *deeper([*around("\0async with ", vab[0], ":"), *vab[1]])]),
    )
    return st.lists(st.one_of(statements, shapes), min_size=1, max_size=3).map(flat)


blocks = st.recursive(st.lists(statements, max_size=4).map(flat), compound, max_leaves=6)


@st.composite
def programs(draw: st.DrawFn, rows: Rows | None = None) -> str:
    """A program in one of the ways to indent and to end lines."""
    rows = [*(draw(blocks) if rows is None else rows), "\0f()"]
    unit = draw(st.sampled_from(["    ", "\t", " ", " \t", "                        "]))
    pages = draw(st.sets(st.integers(0, len(rows) - 1), max_size=2))  # start with a form feed
    for number, row in enumerate(rows):
        if row.startswith("\0"):
            bare = row.lstrip("\0")
            rows[number] = ("\f" if number in pages else "") + unit * (len(row) - len(bare) - 1) + bare
    first = draw(st.sampled_from([[], [], ["#!/usr/bin/env python"], ["#! /usr/bin/env python"]]))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    last = draw(st.sampled_from(["", ending, ending, 3 * ending]))
    return ending.join([*first, *rows]) + last


def meaning(program: str) -> str:
    return ast.dump(ast.parse(program))


# Programs and their outputs.


@examples
@given(programs())
def test_a_program_without_outputs_is_read_as_it_is(program: str) -> None:
    """Byte for byte, whatever its strings and comments say."""
    assert (program, {}) == split(program)
    assert program == join(program, {})


@dataclass
class Run:
    """A program and what a run of it printed: (stream, line, characters)."""

    program: str
    printed: list[tuple[str, int, str]]

    def outputs(self) -> Outputs:
        return observe(self.program, self.printed, python=True, mask=str)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    program = draw(programs())
    lines = st.integers(0, program.count("\n") + 1)
    printed = draw(st.lists(st.tuples(st.sampled_from(["out", "err"]), lines, printable), max_size=6))
    status = draw(st.sampled_from([[], [("exit", 0, "exit status 1\n")]]))
    return Run(program, printed + status)


@examples
@given(runs())
def test_what_a_run_printed_is_written_and_read_back(run: Run) -> None:
    outputs = run.outputs()
    text = join(run.program, outputs)
    assert (run.program, outputs) == split(text)
    assert text == join(*split(text))


@examples
@given(runs())
def test_output_lines_change_nothing_for_python(run: Run) -> None:
    assert meaning(run.program) == meaning(join(run.program, run.outputs()))


@examples
@given(runs())
def test_a_second_update_changes_nothing(run: Run) -> None:
    """The text with the outputs in it: its program prints the same, and each line has the same place."""
    outputs = run.outputs()
    again = Run(join(run.program, outputs), run.printed)
    assert outputs == again.outputs()


@examples
@given(programs())
def test_outputs_stand_where_the_syntax_tree_has_their_statement(program: str) -> None:
    """A simple statement: below it. A header: above its body. A function or a class: below all of it."""
    rows = program.replace("\r\n", "\n").split("\n")
    found = places(program)

    def indent(line: int) -> str:
        leading = re.match(r"[ \t\f]*", rows[line - 1])
        return leading[0].rpartition("\f")[2] if leading else ""

    for node in ast.walk(ast.parse(program)):
        if not isinstance(node, ast.stmt | ast.ExceptHandler):
            continue
        last = node.end_lineno or 0
        if "#" not in rows[last - 1]:
            last += rows[last - 1].endswith("\\")  # the statement ends on the blank line below
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            starts = [node.lineno, *(decorator.lineno for decorator in node.decorator_list)]
            assert {(last, indent(min(starts)))} == {found[line] for line in starts}
            continue
        body = [case.pattern for case in node.cases] if isinstance(node, ast.Match) else getattr(node, "body", [])
        below = min((part.lineno for top in body[:1] for part in [top, *getattr(top, "decorator_list", [])]), default=0)
        if below > node.lineno:
            line = found[node.lineno][0]
            assert (line, indent(below)) == found[node.lineno]
            assert node.lineno <= line < below
            assert [] == [row for row in rows[line : below - 1] if row.strip() and not row.lstrip().startswith("#")]
        else:
            assert {(last, indent(node.lineno))} == {found[line] for line in range(node.lineno, last + 1)}


@examples
@given(programs(), st.lists(printable, min_size=1, max_size=3))
def test_every_place_can_hold_an_output(program: str, printed: list[str]) -> None:
    """All of them at once, and the end of the file."""
    events = [("out", line, text) for line in range(program.count("\n") + 2) for text in [*printed, "\n"]]
    outputs = observe(program, events, python=True, mask=str)
    assert {*places(program).values(), END} == outputs.keys()
    text = join(program, outputs)
    assert (program, outputs) == split(text)
    assert meaning(program) == meaning(text)


commands = st.one_of(texts.map("$ python {}".format), texts.map("# {}".format), st.just(""))
transcripts = st.tuples(st.lists(commands, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]))


@examples
@given(transcripts, st.data())
def test_what_commands_printed_is_written_and_read_back(transcript: tuple[Rows, str], data: st.DataObject) -> None:
    rows, ending = transcript
    text = ending.join([*rows, "$ python"]) + data.draw(st.sampled_from(["", ending]))
    events = st.tuples(st.sampled_from(["out", "err", "exit"]), st.integers(0, len(rows) + 1), printable)
    outputs = observe(text, sorted(data.draw(st.lists(events)), key=lambda e: e[1]), python=False, mask=str)
    written = join(text, outputs)
    assert (text, outputs) == split(written, python=False)


ODDS = [
    *('"""', "'", "(", ")", "if x:", "    f()", "f() \\", "\\", "f()  #> 1", "f() #", "async", "$ python", "\ufeff"),
    *("#> 1", "  #> 1", "\t#! 2", "\f#> 1", "#= exit status 1", "#>\\ \\q", "#!\\ a\\nb", "#> 1\r", "\r"),
    *(">=3.11,<3.12", "<3.13", "line 1", "line 2", "line 0", f"line {'9' * 5000}", "line ٣", "end", "# made", ""),
]
anything = st.builds(
    str.__add__,
    st.lists(st.one_of(st.sampled_from(ODDS), texts), max_size=6).map("\n".join),
    st.sampled_from(["", "\n"]),
)


T = TypeVar("T")
E = TypeVar("E", bound=Exception)


def result(read: Callable[[], T], refusal: type[E]) -> T | E:
    """What was read, or why it is refused: any other exception is a defect."""
    try:
        return read()
    except refusal as error:
        return error


@examples
@given(anything, st.booleans())
def test_any_text_is_read_the_same_twice_or_refused_at_a_line(text: str, python: bool) -> None:
    read = result(lambda: split(text, python=python), OutputsError)
    if isinstance(read, OutputsError):
        assert 1 <= read.line <= text.count("\n") + 1
    else:
        assert read == split(join(*read), python=python)
        assert read[1] or read[0] == text


# Outputs beside the program.

lines = st.builds(
    lambda stream, body, end: Line(stream, body.replace("\n", "") + end or "\n"),
    st.sampled_from(["out", "err", "exit"]),
    printable,
    st.sampled_from(["\n", "\n", ""]),
)
anywhere = st.one_of(st.builds(Place, st.integers(1, 9), st.sampled_from(["", "    ", "\t\t"])), st.just(END))
recorded = st.dictionaries(
    st.sampled_from([">=3.11,<3.12", ">=3.12,<3.13.1", "==3.14", "~=3.15", "!=3.15"]),
    st.dictionaries(anywhere, st.lists(lines, min_size=1, max_size=3), max_size=3),
)


@examples
@given(recorded, st.sampled_from(["\n", "\r\n"]))
def test_sections_are_written_and_read_back(sections: dict[str, Outputs], ending: str) -> None:
    text = write_sections(sections)
    assert sections == read_sections(text.replace("\n", ending))
    assert text == write_sections(read_sections(text))


@examples
@given(anything)
def test_any_sections_are_read_the_same_twice_or_refused_at_a_line(text: str) -> None:
    read = result(lambda: read_sections(text), OutputsError)
    if isinstance(read, OutputsError):
        assert 1 <= read.line <= text.count("\n") + 1
    else:
        assert read == read_sections(write_sections(read))


# Snippets.


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one example: a fixture would be shared by all of them."""
    with tempfile.TemporaryDirectory() as path:
        (Path(path) / "a" / "b").mkdir(parents=True)
        yield Path(path)


@examples
@given(blocks, blocks, blocks, st.data())
def test_a_section_is_what_stands_between_its_marks(before: Rows, part: Rows, after: Rows, data: st.DataObject) -> None:
    """Not what looks like marks in a string; sections may lie in each other."""
    inside = [*part, "# region two", *part, "# endregion"]
    program = data.draw(programs([*before, "# region one", *inside, "\t# endregion", *after]))
    first = program.startswith("#!") + len(before) + 2
    assert range(first, first + len(inside)) == Snippet("a/b/c", Path("c.py"), program).region("one")


def toml(value: object) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{toml(key)} = {toml(item)}' for key, item in value.items())} }}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


wrong = st.one_of(
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    texts,
    st.lists(texts, max_size=2),
    st.dictionaries(texts, texts, max_size=2),
)
metadata = st.fixed_dictionaries(
    {
        "requires-python": st.one_of(st.sampled_from(["", ">=3.12", ">=3.11.4,<3.14"]), wrong),
        "changed": st.one_of(st.sampled_from([[], ["3.13.1"]]), wrong),
        "mask": st.one_of(st.sampled_from([{"id": "[0-9]+"}, {"a": "x{99999999999}"}]), wrong),
    }
)


@examples
@given(metadata, st.sampled_from(["\n", "\r\n"]))
def test_metadata_is_refused_by_file_and_line_or_can_be_used(values: dict[str, object], ending: str) -> None:
    """Whatever is wrong with it is said when the snippet is loaded."""
    rows = [f"# {key} = {toml(values[key])}" for key in ("requires-python", "changed", "mask")]
    rows = ["f()", "# /// script", rows[0], "# [tool.deepcuts]", *rows[1:], "# ///", ""]
    with folder() as root:
        path = root / "a" / "b" / "c.py"
        path.write_bytes(ending.join(rows).encode("utf-8"))
        snippet = result(lambda: load("a/b/c", root), SnippetError)
    if not isinstance(snippet, Snippet):
        assert str(snippet).startswith(f"{path}:2: metadata: ")
        return
    assert values == {"requires-python": snippet.metadata["requires-python"], **snippet.metadata["tool"]["deepcuts"]}
    assert snippet.runs_on(Version("3.13")) == snippet.requires.contains("3.13")
    assert snippet.changed == [*map(Version, snippet.metadata["tool"]["deepcuts"]["changed"])]
    for name, mask in snippet.masks.items():
        assert f"<{name}>" == re.sub("x", f"<{name}>", "x")
        assert "" == mask.sub(lambda _: "", "")


# Updates.

PATCHES = {text: Version(text if text.count(".") > 1 else f"{text}.18") for text in OURS.pythons}
said = st.fixed_dictionaries({}, optional={text: st.sampled_from(["", "one", "two"]) for text in PATCHES})


def seen(snippet: Snippet, says: dict[str, str]) -> dict[Interpreter, Outputs]:
    """What these Pythons print; one that the snippet is not for does not run."""
    pythons = {Interpreter(Path("python"), PATCHES[text], ""): word for text, word in says.items()}
    return {
        python: Outputs({Place(1, ""): [Line("out", f"{word}\n")]} if word else {})
        for python, word in pythons.items()
        if snippet.runs_on(python.version)
    }


@examples
@given(
    said,
    said,
    st.sampled_from(["", ">=3.12", ">=3.11.4,<3.15"]),
    st.sampled_from([[], ["3.13.1"], ["3.12.4", "3.13.1"]]),
)
def test_an_update_records_what_ran_and_keeps_the_rest(
    first: dict[str, str], second: dict[str, str], requires: str, changed: list[str]
) -> None:
    """Twice, on whatever Pythons are there; the second time nothing changes."""
    rows = [f'# requires-python = "{requires}"', "# [tool.deepcuts]", f"# changed = {json.dumps(changed)}"]
    with folder() as root:
        main = root / "a" / "b" / "c.py"
        rewrite(main, "\n".join(["f()", "# /// script", *rows, "# ///", ""]))
        for says in (first, second):
            before = load("a/b/c", root)
            ran = seen(before, says)
            undeclared = not changed and says.get("3.13.0", "") != says.get("3.13", "")
            try:
                inline, older = merged(before, ran)
            except RefusedError:
                assert undeclared
                return
            rewrite(main, before.listing(inline))
            rewrite(before.older_file, write_sections(older) if older else "")
            after = load("a/b/c", root)
            assert (inline, older) == merged(after, ran) == (after.inline, after.older)
            assert list(ran.values()) == [after.expected(python.version) for python in ran]
            kin = [before.expected(python.version) for python in ran]
            for version in filter(before.runs_on, PATCHES.values()):
                if before.expected(version) not in kin:
                    assert before.expected(version) == after.expected(version)


texts_of = {"c.py": printable.filter(bool), "d.outputs": st.one_of(st.just(""), printable), "e.py": texts.filter(bool)}
files = st.fixed_dictionaries({}, optional=texts_of)


@examples
@given(files, files)
def test_writing_leaves_everything_else_untouched(before: dict[str, str], after: dict[str, str]) -> None:
    """A file is replaced when its text differs, and then only that file; outputs that are empty go."""
    with folder() as root:
        there = {root / "a" / name: text for name, text in before.items()}
        for path, text in there.items():
            path.write_bytes(text.encode("utf-8"))
            os.utime(path, ns=(10**18, 10**18))
        touched = set()
        for name, text in after.items():
            path = root / "a" / name
            removed = path in there and not text and name == "d.outputs"
            changed = removed or there.get(path, "") != text
            assert changed == rewrite(path, text)
            touched |= {path} if changed else set()
            there |= {path: text} if changed else {}
            if removed:
                del there[path]
        found = {path: path.read_bytes().decode("utf-8") for path in (root / "a").iterdir() if path.is_file()}
        assert there == found
        assert {*there} - touched == {path for path in found if path.stat().st_mtime_ns == 10**18}
