"""Formats the programs in snippets/ with their output lines taken out: `python -m deepcuts format [--fix]`.

ruff, like Black, would rewrite `#> text` to `# > text`. Afterwards each output goes to the statement that it was of;
where more than one can have printed it, only a run could tell, and the file is left as it is.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deepcuts.files import replace
from deepcuts.project import SnippetError, current, read, shown
from deepcuts.snippet.difference import unified_diff
from deepcuts.snippet.find import find
from deepcuts.snippet.outputs import END, Outputs, OutputsError, Place
from deepcuts.snippet.program import join, places
from deepcuts.snippet.sections import write_sections
from deepcuts.snippet.snippet import Snippet
from deepcuts.snippet.source import Statement, statements

COLUMNS = 68
LINES = 30  # about 25 are meant: an outlier is a program that makes two points


@dataclass(frozen=True)
class File:
    """A Python file of a snippet."""

    path: Path
    snippet: Snippet
    program: str
    """Its text without output lines."""


def main(*, fix: bool, root: Path | None = None) -> int:
    """Check every Python file of every snippet; with `fix`, rewrite those that differ."""
    problems: list[str] = []
    files: list[File] = []
    for snippet in find(root):
        try:
            files += _files(snippet)
            rows = [row for row in snippet.program.split("\n") if row and not row.startswith("#")]
        except SnippetError as error:
            problems.append(str(error))
            continue
        if len(rows) > LINES:
            problems.append(f"{shown(snippet.main)}:1: {len(rows)} lines; a snippet makes one point in about 25")
    formatted, refused = _formatted(files)
    problems += refused
    for file, new in zip(files, formatted, strict=True):
        if new == file.program:
            continue
        try:
            texts = _texts(file, new)
            for path, (old, text) in texts.items() if fix else ():
                replace(path, text.encode("utf-8"), old.encode("utf-8"))
        except SnippetError as error:
            problems.append(str(error))
            continue
        if not fix:
            diff = unified_diff(file.program, new, shown(file.path))
            problems.append(f"{shown(file.path)}:1: is not formatted; `nox -s lint -- fix` does it\n{diff}")
    print("\n".join(problems) or f"{len(files)} files of snippets are formatted")
    return len(problems) > 0


def _files(snippet: Snippet) -> Iterator[File]:
    for path in (snippet.main, *snippet.helpers):
        if path.suffix == ".py":
            yield File(path, snippet, snippet.program if path == snippet.main else read(path))


def _formatted(files: list[File]) -> tuple[list[str], list[str]]:
    """Return what ruff makes of each program, and what it says of those that it cannot read."""
    with tempfile.TemporaryDirectory() as scratch:
        # numbered: ruff passes over folders with such names as `build`
        copies = [Path(scratch) / f"{number}.py" for number in range(len(files))]
        for file, copy in zip(files, copies, strict=True):
            copy.write_bytes(file.program.encode("utf-8"))
        ruff = [sys.executable, "-P", "-m", "ruff", "format", "--no-cache", "--isolated"]
        # for the oldest Python: for a newer one `except (A, B):` becomes `except A, B:`, which the oldest cannot read;
        # what is in a newer syntax already is formatted all the same
        oldest = current().pythons[0].replace(".", "")
        command = [*ruff, "--line-length", str(COLUMNS), "--target-version", f"py{oldest}", "."]
        done = subprocess.run(command, cwd=scratch, capture_output=True, encoding="utf-8", check=False)
        problems: list[str] = []
        for message in re.findall(r"^error.*", done.stderr, re.MULTILINE):
            if found := re.fullmatch(r"error: Failed to parse ([0-9]+)\.py:([0-9]+):[0-9]+: (.*)", message):
                problems += _unread(files[int(found[1])], int(found[2]), found[3])
            else:
                problems.append(message)
        return [copy.read_bytes().decode("utf-8") for copy in copies], problems


def _unread(file: File, line: int, why: str) -> Iterator[str]:
    """Yield what to say of a program that is not Python; nothing where that is its point, and recorded."""
    if file.path != file.snippet.main:
        yield f"{shown(file.path)}:{line}: cannot be formatted: {why}"
    elif not re.search(r"^(Syntax|Indentation|Tab)Error", file.snippet.inline.text("err"), re.MULTILINE):
        line += sum(len(lines) for place, lines in file.snippet.inline.items() if place.line < line)
        yield f"{shown(file.path)}:{line}: cannot be formatted: {why}; if that is its point, `nox -s update` records it"


def _texts(file: File, formatted: str) -> dict[Path, tuple[str, str]]:
    """Return the old and the new text of the file, and of what is recorded beside a main one."""
    snippet = file.snippet
    if file.path != snippet.main:
        return {file.path: (file.program, formatted)}
    to = _moves(snippet.program, formatted)
    texts = {}
    if snippet.older:
        older = {specifier: _moved(snippet.older_file, said, to) for specifier, said in snippet.older.items()}
        texts[snippet.older_file] = read(snippet.older_file), write_sections(older)
    texts[snippet.main] = snippet.text, join(formatted, _moved(snippet.main, snippet.inline, to))
    return texts


def _moved(path: Path, outputs: Outputs, to: dict[Place, Place]) -> Outputs:
    try:
        return outputs.moved(to)
    except OutputsError as error:
        raise SnippetError(path, error.line, str(error)) from None


def _moves(program: str, formatted: str) -> dict[Place, Place]:
    """Say where the output at each place of the program stands when it is formatted; nothing if that is unknown."""
    old, new = ([*statements(text)] for text in (program, formatted))
    to = {END: END}
    if [statement.words for statement in old] != [statement.words for statement in new]:
        return to
    before, after = places(program), places(formatted)
    below: dict[Place, list[tuple[Statement, Place]]] = {}
    for was, now in zip(old, new, strict=True):
        if was.row in before:  # else it never ends
            below.setdefault(before[was.row], []).append((was, after[now.row]))
    for place, both in below.items():
        targets = {target for was, target in both if was.prints} or {target for _, target in both}
        if len(targets) == 1:
            to[place] = targets.pop()
    return to
