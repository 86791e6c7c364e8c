"""Transcripts: the commands that they consist of, and which stream each byte on a terminal came from."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from deepcuts.project import SnippetError
from deepcuts.snippet.outputs import OUTPUT
from deepcuts.snippet.snippet import Snippet

SCRIPT = re.compile(r"[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True)
class Command:
    """A line `$ NAME=value python …`."""

    at: int
    """The line of the file, output lines counted."""
    line: int
    """The line of the transcript, output lines not counted."""
    variables: dict[str, str]
    program: str
    """`python`, or a script that one of the snippet's packages brings."""
    arguments: list[str]
    """What follows it."""


def commands(snippet: Snippet) -> list[Command]:
    """Return the commands of a transcript; what a shell would do with one and we would not is an error at its line."""
    found = []
    rows = [at for at, row in enumerate(snippet.text.split("\n"), 1) if not OUTPUT.fullmatch(row.removesuffix("\r"))]
    for at, (line, row) in zip(rows, enumerate(snippet.program.split("\n"), 1), strict=False):
        if not row.strip() or row.startswith("#"):
            continue
        if syntax := shell_syntax(row.removeprefix("$")):
            raise SnippetError(
                snippet.main,
                at,
                f"{syntax} means something to a shell, and no shell runs this line: put it into single quotes where it"
                " is text, else let a program in the folder do it",
            )
        try:
            prompt, *words = shlex.split(row)
        except ValueError as error:
            raise SnippetError(snippet.main, at, f"cannot be read as a command: {error}") from None
        variables = {}
        while words and (match := re.fullmatch(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", words[0], re.DOTALL)):
            variables[match[1]] = match[2]
            del words[0]
        program = words.pop(0) if words else ""
        if prompt != "$" or not (program == "python" or (snippet.dependencies and SCRIPT.fullmatch(program))):
            advice = "a command of a transcript is `$ python …` or `$ NAME=value python …`"
            advice += "; one that a package brings needs that package in `dependencies`" if prompt == "$" else ""
            raise SnippetError(snippet.main, at, advice)
        found.append(Command(at, line, variables, program, words))
    if not found:
        raise SnippetError(snippet.main, 1, "a transcript has at least one line `$ python …`")
    return found


# https://www.gnu.org/software/bash/manual/bash.html#Shell-Operation; `!` is the history of an interactive one
QUOTED = re.compile(r"""\$[A-Za-z0-9_({*@#?$!-]|`|\\[$`!]|![A-Za-z0-9!?$-]""")
BARE = re.compile(
    r"""\|\|?|&&?|;|[0-9]?[<>]{1,3}&?|\(|\)|\$['"A-Za-z0-9_({*@#?$!-]|`|\*|\?|\[|\]|\{|\}|![A-Za-z0-9!?$-]"""
    r"""|(?:(?<=\s)|^)\#.*|(?:(?<=[\s=:])|^)~|\\$"""
)


def shell_syntax(command: str) -> str:
    """Return the first piece of a command that a shell would carry out, and we would pass on as text; or nothing."""
    start, quote = 0, ""
    while start < len(command):
        character = command[start]
        if quote == "'":
            quote = "" if character == "'" else quote
        elif found := (QUOTED if quote else BARE).match(command, start):
            return f"`{found[0]}`"
        elif character == "\\":
            start += 1
        elif character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        start += 1
    return ""


def told_apart(both: bytes, out: bytes, err: bytes) -> list[tuple[str, bytes]] | None:
    """Return what one terminal showed, in pieces by the stream that wrote them; nothing where two runs differ.

    `out` and `err` are what each stream wrote when it had a terminal of its own, in another run.
    """
    if len(both) != len(out) + len(err):
        return None
    steps: list[dict[int, str]] = []  # how many bytes of `out` are used up, and which stream was the last
    reached: dict[int, str] = {0: ""}
    for at, byte in enumerate(both):
        following: dict[int, str] = {}
        for used, before in reached.items():
            goes_on = [("out", used + 1)] if used < len(out) and out[used] == byte else []
            goes_on += [("err", used)] if at - used < len(err) and err[at - used] == byte else []
            for stream, then in goes_on:
                if then not in following or stream == before:
                    following[then] = stream
        steps.append(reached := following)
    used = len(out)
    pieces: list[tuple[str, list[int]]] = []
    for at in range(len(both) - 1, -1, -1):
        if used not in steps[at]:
            return None
        stream = steps[at][used]
        used -= stream == "out"
        if pieces and pieces[-1][0] == stream:
            pieces[-1][1].append(at)
        else:
            pieces.append((stream, [at]))
    return [(stream, both[where[-1] : where[0] + 1]) for stream, where in reversed(pieces)]
