"""Finds console sessions, commands with what they printed, in blocks of code that should hold commands or settings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

PYTHON = r"(?:\w+=\S* +)*(?:\S*[/\\])?(?:i?python|pypy|py|uvx?|pytest)[\w.]*(?: |$)"
# `>>>`, `In [1]:`, `$` with what a shell puts before it, `C:\>`, and `%` or a sign of fashion before Python only
PROMPT = (
    r"(?:>>>|In \[\d*\]:|(?:\S+ )?\S*\$ |(?:PS\b|[A-Za-z]:\\)[^>]*> ?\S"
    rf"|(?:\S+ )?\S*[%»\u276f\u279c] *(?:\S+ +)?(?={PYTHON}))"
)
PROMPTED = re.compile(rf"\s*{PROMPT}")
STARTS = re.compile(rf"\s*(?:{PROMPT}|(?:[#>] *)?{PYTHON})")  # in a shell's block, Python needs no prompt
# what may stand below a command that runs Python, and is not an output
COMMANDS = re.compile(rf"\s*(?:{PYTHON}|\w+=|(?:cd|cp|echo|export|git|mkdir|mv|nox|pip|rm|source|touch)\b)")
COMMENT = re.compile(r"\s*#(?![>!=])")


def session(text: str, language: str) -> tuple[int, str, str] | None:
    """Return the first command of a block that something is printed below: its row, from 0, it, and what it prints.

    A comment belongs to the command below it; where none is, it stands for an output.
    """
    starts = STARTS if language == "bash" else PROMPTED
    command: tuple[int, str] | None = None
    comment = ""
    for number, row in _commands(text.split("\n")):
        if starts.match(row) and not (command and COMMENT.match(row)):
            command, comment = (number, row.strip().split("\n")[0]), ""
        elif command and row.strip():
            if COMMENT.match(row):
                comment = row.strip()
            elif PROMPTED.match(command[1]) or not COMMANDS.match(row):
                return *command, row.strip()
            else:
                comment = ""
    return (*command, comment) if command and comment else None


def _commands(rows: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the rows, each with its number; those of one command are one: after a backslash, in quotes, below `>>>`."""
    number = 0
    while number < len(rows):
        last = number
        if PROMPTED.match(rows[number]) or re.match(rf"\s*{PYTHON}", rows[number]):
            while last + 1 < len(rows) and re.match(r"\s*\.{3}:? ?", rows[last + 1]):
                last += 1
            last = max(last, next((n for n in range(number, len(rows)) if _complete(rows[number : n + 1])), number))
        yield number, "\n".join(rows[number : last + 1])
        number = last + 1


def _complete(rows: list[str]) -> bool:
    try:
        shlex.split("\n".join(rows))
    except ValueError:  # an open quotation, or a backslash at the end
        return False
    return not rows[-1].endswith(("\\", "^", "`", "|", "&&"))
