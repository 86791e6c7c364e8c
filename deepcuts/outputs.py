"""The output lines of a snippet: read, place, compare, write. How the run was made is not known here.

The format, once, for programs, transcripts and `.outputs` files alike:

    #> text          a line on standard output
    #! text          a line on standard error
    #= exit status 1 the exit status, where it is not 0
    #>\\ a\\tb\\n       (also #!\\) a line that could not be seen as it is: a control character, a space at
                     its end, no newline at its end. Python's escapes, the newline written out.

They stand in the main file, below the statement that was executing when the output appeared, or, where
no statement of that file was, after one blank line at the end of the file.
"""

from __future__ import annotations

import difflib
import functools
import io
import itertools
import re
import sys
import tokenize
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MARKS = {"out": "#>", "err": "#!", "exit": "#="}
STREAMS = {mark: stream for stream, mark in MARKS.items()}
OUTPUT = re.compile(r"(?P<indent>[ \t]*)(?P<mark>#[>!=])(?:(?P<escaped>\\)? (?P<text>.*))?")
# what `Line.__str__` writes, no more: the rest of Python's escapes would be read, but not written back
ESCAPED = re.compile(r"(?:[^\\]|\\(?:[\\nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}))*")
HEADER = "# What other Pythons print instead. Written by `nox -s update`.\n"

Position = tuple[int, str]
"""The line of the program, output lines not counted, that the output stands below, and its indentation."""
END: Position = (sys.maxsize, "")
"""Output that no statement of the main file is responsible for: a thread, atexit, a traceback."""


class OutputsError(Exception):
    """An output line that cannot be read."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Line:
    """One printed line; `text` ends in a newline where the program printed one."""

    stream: str
    """`out`, `err` or `exit`."""
    text: str
    at: int = field(default=0, compare=False)
    """The line of the file that says so, from 1; 0 where Python printed it."""

    def __str__(self) -> str:
        body = self.text.removesuffix("\n")
        if body.isprintable() and self.text.endswith("\n") and body == body.rstrip():
            return f"{MARKS[self.stream]} {body}".rstrip()
        escaped = "".join(c if c.isprintable() and c != "\\" else _escape(c) for c in self.text)
        if escaped.endswith(" "):
            escaped = f"{escaped[:-1]}\\x20"
        return f"{MARKS[self.stream]}\\ {escaped}"


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _parse(found: re.Match[str], at: int) -> Line:
    text = found["text"] or ""
    if not found["escaped"]:
        return Line(STREAMS[found["mark"]], text + "\n", at)
    if not ESCAPED.fullmatch(text):
        raise OutputsError(at, "is no escaped output line; run `nox -s update`")
    raw = text.encode("latin-1", "backslashreplace")
    return Line(STREAMS[found["mark"]], raw.decode("unicode_escape"), at)


Outputs = dict[Position, list[Line]]
"""What a run prints, or is expected to: the lines by their place in the main file."""


def split(text: str, *, python: bool = True) -> tuple[str, Outputs]:
    """The program without its output lines, and those lines by their place."""
    program, outputs, _ = _read_once(text, python)
    return program, {place: [*lines] for place, lines in outputs.items()}  # what was read is read once: hand out a copy


def _read(text: str, python: bool) -> tuple[str, Outputs, dict[int, Position]]:
    """As `split`, and for each row of the text (from 1) where output of the statement on it stands."""
    rows = _rows(text)
    if python and (alone := re.search(r"\r(?!\n)", text)):  # Python would count one line more than we do
        line = text.count("\n", 0, alone.start()) + 1
        raise OutputsError(line, "a carriage return stands alone; end lines in \\n or \\r\\n, in a string write \\r")
    comments, logical = _scan(rows) if python else (dict.fromkeys(range(len(rows)), 0), [])
    found = _found(rows, comments)
    if python and _goes_on(rows, comments, len(rows) - 1):
        raise OutputsError(len(rows), "the last line ends in a backslash: an output below it would be joined to it")
    end = len(rows)
    while end and end - 1 in found and not found[end - 1]["indent"]:
        end -= 1
    at_end = 0 < end < len(rows) and not rows[end - 1].strip("\r\n") and not _goes_on(rows, comments, end - 2)
    kept: list[str] = []
    row_of: dict[int, int] = {}
    outputs: Outputs = {}
    for number, row in enumerate(rows):
        if number in found:
            place = END if at_end and number >= end else (len(kept), found[number]["indent"])
            outputs.setdefault(place, []).append(_parse(found[number], number + 1))
        elif not (at_end and number == end - 1):  # the blank line belongs to the output at the end
            kept.append(row)
            row_of[number + 1] = len(kept)
    if python:
        place_of = {row: (row_of[line], indent) for row, (line, indent) in _places(logical).items()}
    else:
        place_of = {row: (line, "") for row, line in row_of.items()}
    if len(rows) - 1 in found and not text.endswith("\n") and kept and kept[-1].strip("\r\n"):
        kept[-1] = kept[-1].rstrip("\r\n")  # a file without a final newline: the program has none either
    return "".join(kept), outputs, place_of


_read_once = functools.lru_cache(maxsize=4096)(_read)  # no decorator: mutmut leaves decorated functions alone


def join(program: str, outputs: Outputs) -> str:
    """The program with its output lines in place: the inverse of `split`."""
    rows = _rows(program)
    ending = "\r\n" if rows and rows[0].endswith("\r\n") else "\n"
    final = program.endswith("\n") or not program
    if not final:
        rows[-1] += ending
    below: dict[int, list[str]] = {}
    for (line, indent), lines in sorted(outputs.items(), key=lambda item: (item[0][0], -len(item[0][1]))):
        below.setdefault(line, []).extend(f"{indent}{shown}{ending}" for shown in lines)
    result = below.pop(0, [])
    for number, row in enumerate(rows, 1):
        result += [row, *below.pop(number, [])]
    if at_end := [*itertools.chain(*below.values())]:
        result += [ending, *at_end]
    text = "".join(result)
    return text if final else text.removesuffix(ending)


def _rows(text: str) -> list[str]:
    """The lines with their ends; for Python a line ends in `\\n` or `\\r\\n`, for str.splitlines() in many more."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _goes_on(rows: list[str], comments: dict[int, int], number: int) -> bool:
    """Whether the row (from 0) ends in a backslash that joins the next one to it."""
    return 0 <= number and number not in comments and rows[number].rstrip("\r\n").endswith("\\")


def _found(rows: list[str], comments: dict[int, int]) -> dict[int, re.Match[str]]:
    """The rows (from 0) that are output lines; in Python only where the tokenizer sees a comment."""
    found = {}
    for number, column in comments.items():
        row = rows[number].rstrip("\r\n")
        if row[:column].strip():  # behind a statement, or behind the end of a string
            if OUTPUT.fullmatch(row[column:]):
                message = "an output stands on a line of its own; take it out, then run `nox -s update`"
                raise OutputsError(number + 1, message)
        elif match := OUTPUT.fullmatch(row):
            if _goes_on(rows, comments, number - 1):
                raise OutputsError(number + 1, "an output stands below a whole statement, not below `\\`; take it out")
            if number or not row.startswith("#!"):  # the first line of a file may be a shebang
                found[number] = match
        elif re.match(r"[ \t\f]*#(>|!(?!/))", row):
            message = "an output line is `#> text`: a space follows the mark, spaces or tabs stand before it"
            raise OutputsError(number + 1, message)
    return found


@dataclass(frozen=True)
class _Logical:
    """A logical line: https://docs.python.org/3/reference/lexical_analysis.html#logical-lines"""

    first: int
    last: int
    indent: str
    word: str
    """Its first token; the second after `async`."""


def _scan(rows: list[str]) -> tuple[dict[int, int], list[_Logical]]:
    """The comments (row from 0: column) and the logical lines (rows from 1) of Python source.

    By tokens, not by the syntax tree: a program may be in the syntax of a newer Python than ours.
    """
    comments: dict[int, int] = {}
    logical: list[_Logical] = []
    start, word, inside, last = None, "", 0, 0
    source = io.StringIO("".join(rows), newline="\n")
    try:
        for token in tokenize.generate_tokens(source.readline):
            last = token.end[0]
            name = tokenize.tok_name[token.type]
            inside += name.endswith("STRING_START") - name.endswith("STRING_END")  # f- and t-strings, from 3.12 on
            if token.type == tokenize.COMMENT and not inside:
                comments[token.start[0] - 1] = token.start[1]
            elif token.type == tokenize.NEWLINE and start:
                row, column = start.start
                indent = rows[row - 1][:column].rpartition("\f")[2]  # a form feed starts the indentation anew
                logical.append(_Logical(row, token.start[0], indent, word))
                start = None
            elif start is None and token.string.strip() and token.type != tokenize.DEDENT:
                start, word = token, token.string
            elif word == "async":
                word = token.string
    except (tokenize.TokenError, SyntaxError):  # a program may be about a syntax error: no strings to mind from there
        comments |= {number: 0 for number in range(last, len(rows)) if number not in comments}
    return comments, logical


def places(program: str) -> dict[int, Position]:
    """For each line of the program (from 1) where output of the statement on it stands.

    Below a simple statement; below the header of a compound one, before its body; but below the whole
    body of a `def` or `class`, whose statement ends there.
    """
    return dict(_read_once(program, True)[2])


def comments(text: str, *, python: bool = True) -> set[int]:
    """The lines (from 1) with a comment: `#` in a string starts none; a transcript has no strings."""
    rows = _rows(text)
    return {row + 1 for row in (_scan(rows)[0] if python else range(len(rows)))}


def _places(logical: list[_Logical]) -> dict[int, Position]:
    result: dict[int, Position] = {}
    for index, line in enumerate(logical):
        head = next((at for at in range(index, len(logical)) if logical[at].word != "@"), index)
        after = logical[head + 1 :]
        body = after[: next((n for n, other in enumerate(after) if len(other.indent) <= len(line.indent)), len(after))]
        if head > index or line.word in ("def", "class"):
            place = (body[-1].last if body else logical[head].last, line.indent)
        elif body:
            place = (line.last, body[0].indent)
        else:
            place = (line.last, line.indent)
        result.update(dict.fromkeys(range(line.first, line.last + 1), place))
    return result


def observe(text: str, printed: Iterable[tuple[str, int, str]], *, python: bool, mask: Callable[[str], str]) -> Outputs:
    """Place what a run of `text` printed: (stream, line of the text or 0, characters), in their order.

    A line stands where its newline was printed; `mask` rewrites it.
    """
    place_of = _read_once(text, python)[2]
    outputs: Outputs = {}
    pending = dict.fromkeys(MARKS, "")
    last: dict[str, Position] = {}

    def finish() -> None:
        for stream, place in last.items():
            if pending[stream]:
                outputs.setdefault(place, []).append(Line(stream, mask(pending[stream])))
                pending[stream] = ""

    command = 0
    for stream, line, characters in printed:
        if not characters:
            continue  # some Pythons write nothing, for instance when they shut down
        if stream == "exit" or (not python and line != command):  # a line never goes on in the next command
            finish()
            command = line
        last[stream] = place_of.get(line, END)
        *complete, pending[stream] = (pending[stream] + characters).split("\n")
        for body in complete:
            outputs.setdefault(last[stream], []).append(Line(stream, mask(body) + "\n"))
    finish()
    return outputs


def first_difference(expected: Outputs, printed: Outputs) -> int:
    """The line of the file where the two first differ; 0 where the file has no line to point at."""
    for place in sorted({*expected, *printed}):
        pairs = itertools.zip_longest(expected.get(place, []), printed.get(place, []))
        at = 0
        for says, prints in pairs:
            at = says.at if says else at
            if says != prints:
                return at
    return 0


def unified_diff(says: str, prints: str, name: str) -> str:
    """What the file says against what Python printed, as a unified diff with line numbers of the file."""
    old, new = ([row.removesuffix("\n") for row in _rows(text)] for text in (says, prints))
    rows = difflib.unified_diff(old, new, f"{name}  (what it says)", f"{name}  (what Python printed)", lineterm="")
    return "\n".join(rows)


def read_sections(text: str) -> dict[str, Outputs]:
    """The `.outputs` file: what is printed, by version specifier."""
    sections: dict[str, Outputs] = {}
    outputs: Outputs = {}
    place = 0
    for at, row in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if row.startswith("# ") or not row:
            continue
        if found := OUTPUT.fullmatch(row):
            if not sections or not place:
                raise OutputsError(at, "stands below no `line N` or `end`; run `nox -s update`")
            key = END if place == sys.maxsize else (place, found["indent"])
            outputs.setdefault(key, []).append(_parse(found, at))
        elif found := re.fullmatch(r"line ([1-9][0-9]{0,8})|end", row):
            place = int(found[1] or sys.maxsize)
        elif row in sections:
            raise OutputsError(at, f"{row} stands here twice; run `nox -s update`")
        elif row[0] in "<>=!~":
            sections[row] = outputs = {}
            place = 0
        else:
            raise OutputsError(at, f"is no line of an .outputs file: {row!r}; run `nox -s update`")
    return sections


def write_sections(sections: dict[str, Outputs]) -> str:
    """The text of an `.outputs` file: the inverse of `read_sections`."""
    rows = []
    for specifier, outputs in sections.items():
        rows.append(specifier)
        below = 0
        for (line, indent), lines in sorted(outputs.items(), key=lambda item: (item[0][0], -len(item[0][1]))):
            if line != below:
                rows.append("end" if line == sys.maxsize else f"line {line}")
                below = line
            rows += [f"{indent}{shown}" for shown in lines]
    return HEADER + "".join(f"{row}\n" for row in rows)
