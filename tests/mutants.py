"""The checks attack themselves: small wrong changes to the real content, and each must be noticed.

`python -m tests.mutants [ADDRESS ...]`. A mutant is killed where a real check fails and its complaint names
the changed snippet, or file and line of the changed page. Nothing here judges an output: pytest runs
tests/test_snippets.py, and the pages go through what tests/test_chapters.py and tests/test_notebook.py use.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import itertools
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import tokenize
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from deepcuts.page.checks import unshown
from deepcuts.page.directives import VERSION
from deepcuts.page.directives import shown as shown_by
from deepcuts.page.pages import Page, configuration, rendered
from deepcuts.page.verified import MUTANTS
from deepcuts.project import OURS, SnippetError, minor, read, shown
from deepcuts.run import interpreter as fresh
from deepcuts.snippet.find import find, load
from deepcuts.snippet.outputs import END
from deepcuts.snippet.sections import write_sections
from deepcuts.snippet.snippet import Snippet
from tests.files import ROOT, SNIPPETS, copy
from tests.test_notebook import cell_lines

LEAST = 500  # mutants of the whole content
EACH = 4  # values, and blocks of code, in a page; of an expectation, one mutant of each kind in a file
FORMAL = "is not written as `nox -s update` writes it"
OUTPUT = re.compile(r"[ \t]*#(?P<mark>[>!=])\\? ?(?P<text>.*)")
RANGE = re.compile(r">=(?P<start>[^,]+),<(?P<stop>[^,]+)")
VALUE = re.compile(r"(?<!`)(?<!`` )`(?P<text>[^`]+)`\{[\w-]+/[^{}`]+\}")
OPPOSITE = {"==": "!=", "<": ">=", ">": "<=", "is": "is not", "in": "not in"}
OPPOSITE |= {opposite: operator for operator, opposite in OPPOSITE.items()}

EQUIVALENT = {
    (
        "import-cache/real-systems/unused-import-held-the-order/after.py",
        'print(shop.orders.Order(None, "tea").item)',
    ): "the import above it raises: that is what the snippet shows",
    (
        "import-cache/common-pitfalls/each-module-as-the-first-import/shop/__main__.py",
        'print("THE PROGRAM RUNS")',
    ): "it must not run: that is what the snippet shows",
}
"""Changes that make no difference, and why: (file below snippets/, the row). They are made, and have to pass."""

CODE = "print('pasted, {}')"
BLOCKS = {
    "backticks": f"```python\n{CODE}\n```",
    "four backticks": f"````python\n{CODE}\n````",
    "tildes": f"~~~python\n{CODE}\n~~~",
    "a title": f'```python title="main.py"\n{CODE}\n```',
    "no language": f"```\n{CODE}\n```",
    "a session": f"```pycon\n>>> {CODE}\npasted\n```",
    "indented": f"    {CODE}",
    "in a list": f"- Look:\n\n    ```python\n    {CODE}\n    ```",
    "in an admonition": f"!!! note\n\n    ```python\n    {CODE}\n    ```",
    "HTML": f"<pre><code>{CODE}</code></pre>",
}


class AttackError(Exception):
    """The attack says nothing: what is right fails already, or a run broke off."""


def dice(key: str) -> random.Random:
    """Choices that are the same in every run, and do not depend on what else is attacked."""
    return random.Random(key)  # noqa: S311 (nothing secret)


def broken_off(done: subprocess.CompletedProcess[str]) -> AttackError:
    return AttackError(f"a run broke off\n{done.stdout}{done.stderr}")


# How a text is changed.


@dataclass(frozen=True)
class Change:
    """Rows of a text in place of others."""

    line: int
    """The first of the rows, from 1."""
    old: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        return " -> ".join(" / ".join(map(repr, rows)) or "nothing" for rows in (self.old, self.new))

    def apply(self, rows: list[str]) -> list[str]:
        return [*rows[: self.line - 1], *self.new, *rows[self.line - 1 + len(self.old) :]]


Operator = Callable[[list[str]], Iterator[Change]]


def _outputs(rows: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for line, row in enumerate(rows, 1):
        if found := OUTPUT.fullmatch(row):
            yield line, found


def _misspelt(row: str, start: int, stop: int) -> str:
    """The row with one character between these two replaced; which one depends on the row."""
    at = dice(row).randrange(start, stop)
    return f"{row[:at]}{'y' if row[at] == 'x' else 'x'}{row[at + 1 :]}"


def altered(rows: list[str]) -> Iterator[Change]:
    """One character of an output line is another."""
    for line, found in _outputs(rows):
        if found["text"] and found["mark"] != "=":
            yield Change(line, (found[0],), (_misspelt(found[0], *found.span("text")),))


def dropped(rows: list[str]) -> Iterator[Change]:
    """An output line is missing."""
    for line, found in _outputs(rows):
        yield Change(line, (found[0],), ())


def duplicated(rows: list[str]) -> Iterator[Change]:
    """An output line is there twice."""
    for line, found in _outputs(rows):
        yield Change(line, (found[0],), (found[0], found[0]))


def swapped(rows: list[str]) -> Iterator[Change]:
    """Two output lines that differ stand in the other order."""
    for (line, one), (following, other) in pairwise(_outputs(rows)):
        if following == line + 1 and one[0] != other[0]:
            yield Change(line, (one[0], other[0]), (other[0], one[0]))


def other_stream(rows: list[str]) -> Iterator[Change]:
    """Standard output is taken for standard error, or the other way round."""
    for line, found in _outputs(rows):
        if mark := {">": "!", "!": ">"}.get(found["mark"]):
            at = found.start("mark")
            yield Change(line, (found[0],), (f"{found[0][:at]}{mark}{found[0][at + 1 :]}",))


def other_status(rows: list[str]) -> Iterator[Change]:
    """An exit status is another."""
    for line, found in _outputs(rows):
        if found["mark"] == "=":
            yield Change(line, (found[0],), (f"{found[0]}0",))


def without_print(rows: list[str]) -> Iterator[Change]:
    """A print is missing."""
    for line, row in enumerate(rows, 1):
        if found := re.fullmatch(r"(\s*)print\(.*\)", row):
            yield Change(line, (row,), (f"{found[1]}pass",))


def negated(rows: list[str]) -> Iterator[Change]:
    """A comparison is its opposite; an `if` without one asks for the opposite."""
    compared = set()
    for line, start, stop, operator in _comparisons("\n".join(rows)):
        row = rows[line - 1]
        compared.add(line)
        yield Change(line, (row,), (f"{row[:start]}{OPPOSITE[operator]}{row[stop:]}",))
    for line, row in enumerate(rows, 1):
        if line not in compared and (found := re.fullmatch(r"(\s*(?:el)?if )(.+):", row)):
            yield Change(line, (row,), (f"{found[1]}not ({found[2]}):",))


def _comparisons(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Line, start, stop and operator of each comparison: by tokens, for a program may be in a newer syntax."""
    tokens: list[tokenize.TokenInfo] = []
    with contextlib.suppress(tokenize.TokenError, SyntaxError):  # a program may be about a syntax error
        tokens += tokenize.generate_tokens(io.StringIO(text).readline)
    depth, loops = 0, []
    for before, token, after in zip([*tokens[:1], *tokens], tokens, tokens[1:], strict=False):
        if token.type not in (tokenize.OP, tokenize.NAME):
            continue
        depth += (token.string in "([{") - (token.string in ")]}")
        if token.string == "for":
            loops.append(depth)
        elif token.string == "in" and loops and loops[-1] == depth:
            loops.pop()
        elif f"{token.string} {after.string}" in OPPOSITE:
            yield *token.start, after.end[1], f"{token.string} {after.string}"
        elif token.string in OPPOSITE and before.string != "not":
            yield *token.start, token.end[1], token.string


def misquoted(rows: list[str]) -> Iterator[Change]:
    """One character of a value that a sentence quotes is another."""
    fenced = False  # a block that shows how a value is written quotes nothing
    for line, row in enumerate(rows, 1):
        fenced ^= row.lstrip().startswith("```")
        for found in () if fenced else VALUE.finditer(row):
            yield Change(line, (row,), (_misspelt(row, *found.span("text")),))


def misordered(rows: list[str]) -> Iterator[Change]:
    """Lines of two writers of a transcript stand in the other order."""
    for change in swapped(rows):
        marks = {found["mark"] for row in change.old if (found := OUTPUT.fullmatch(row))}
        if marks == {">", "!"}:
            yield change


def reordered(rows: list[str]) -> Iterator[Change]:
    """The order of printing is another."""
    for line, row in enumerate(rows, 1):
        if found := re.fullmatch(r"(#= printed in this order: )(.*)", row):
            yield Change(line, (row,), (found[1] + ", ".join(reversed(found[2].split(", "))),))


def cut(rows: list[str]) -> Iterator[Change]:
    """Of a value that a sentence quotes the last character of a number or word is missing."""
    fenced = False
    for line, row in enumerate(rows, 1):
        fenced ^= row.lstrip().startswith("```")
        for found in () if fenced else VALUE.finditer(row):
            if re.fullmatch(r"[\w.]*\w\w", found["text"]):
                at = found.end("text")
                yield Change(line, (row,), (row[: at - 1] + row[at:],))


def misdated(rows: list[str]) -> Iterator[Change]:
    """A version that a sentence names is another one."""
    for line, row, found in _versions(rows):
        for number in re.finditer(r"3\.\d+(?:\.\d+)?", found["words"]):
            others = [text for text in OURS.pythons if text not in found["words"]]
            other = dice(row).choice([text for text in others if Version(text) != Version(number[0])])
            at = found.start("words")
            new = f"{row[: at + number.start()]}{other}{row[at + number.end() :]}"
            yield Change(line, (row,), (new,))


def opposed(rows: list[str]) -> Iterator[Change]:
    """A text that is said to be printed since a version is said to be printed up to it, or the other way round."""
    for line, row, found in _versions(rows):
        words = re.sub(r"3\.\d+(?:\.\d+)?.*", "", found["words"]).strip().lower()
        if ": " in found["about"] and words in ("since", "before", "up to"):
            new = "before" if words == "since" else "since"
            at = found.start("words")
            yield Change(line, (row,), (f"{row[:at]}{new}{row[at + len(words) :]}",))


def _versions(rows: list[str]) -> Iterator[tuple[int, str, re.Match[str]]]:
    fenced = False
    for line, row in enumerate(rows, 1):
        fenced ^= row.lstrip().startswith("```")
        for found in () if fenced else re.finditer(VERSION, row):
            if not found["about"].startswith("unverified"):
                yield line, row, found


def repackaged(rows: list[str]) -> Iterator[Change]:
    """A package that a snippet declares is there in another version."""
    for line, row in enumerate(rows, 1):
        if row.startswith("#") and "python_version <" not in row and (found := re.search(r"(?<===)\d+(?=\.)", row)):
            yield Change(line, (row,), (f"{row[: found.start()]}{int(found[0]) + 1}{row[found.end() :]}",))


LINES: dict[str, Operator] = {
    "altered": altered,
    "dropped": dropped,
    "duplicated": duplicated,
    "swapped with the next": swapped,
    "on the other stream": other_stream,
}
FILES = {".py": "output line", ".console": "transcript line", ".outputs": "recorded line"}
STATUS = "exit status, another"
MOVED = "version's boundary, moved"
UNKNOWN = "version's boundary, at a release not declared"
EXCHANGED = "version's output, exchanged with the newest"
HELPER = "helper's print, dropped"
NEGATED = "condition, negated"
NOTEBOOK = "notebook's output line, wrong"
RENAMED = "snippet, renamed under its page"
QUOTED = "value quoted in prose, altered"
FENCE = "fence that prints, pasted into prose"
MISORDERED = "transcript's two writers, in the other order"
REORDERED = "order of printing, another"
ABSOLUTE = "path of the machine, printed and recorded"
LINKED = "helper, a symbolic link out of the folder"
CUT = "value quoted in prose, a part of a number or word"
MISDATED = "version in prose, another"
OPPOSED = "version in prose, on the other side of it"
REPACKAGED = "package, another version"
KINDS = [f"{what}, {verb}" for what in FILES.values() for verb in LINES]
KINDS += [STATUS, MOVED, UNKNOWN, EXCHANGED, HELPER, NEGATED, NOTEBOOK, RENAMED, QUOTED, FENCE]
KINDS += [MISORDERED, REORDERED, ABSOLUTE, LINKED, CUT, MISDATED, OPPOSED, REPACKAGED]
EXEMPT = "without effect, listed with the reason"


def chosen(changes: Iterable[Change], count: int, key: str) -> list[Change]:
    """At most so many of them, for one key the same ones every time."""
    every = list(changes)
    return dice(key).sample(every, min(count, len(every)))


@dataclass(frozen=True)
class Result:
    """What became of a mutant."""

    kind: str
    where: str
    """File and line of the change."""
    what: str
    survived: str = ""
    """How it came through; empty where it was killed."""
    near: bool = True
    """Whether the complaint names the changed line or one beside it: a wrong program shows where it prints."""
    formal: bool = False
    """Whether the only complaint is that `nox -s update` writes it in another way."""


# Snippets.


@dataclass(frozen=True)
class Mutant:
    """A snippet with one wrong change."""

    kind: str
    snippet: Snippet
    file: Path
    change: Change
    pythons: tuple[str, ...]
    """Where it runs. A wrong expectation has to be noticed on each of them, a wrong program on one."""
    files: dict[Path, str]
    """The new texts."""
    link: Path | None = None
    """A file that is a link to another one of the same content."""

    @property
    def of_program(self) -> bool:
        return self.kind in (HELPER, NEGATED, EXEMPT)


@dataclass(frozen=True)
class Recorded:
    """What the `.outputs` file of a snippet is for."""

    rows: list[str]
    ranges: dict[int, re.Match[str]]
    """The version ranges by their line."""
    pythons: dict[int, list[str]]
    """Those of the Pythons here that each is for, oldest first."""
    newest: list[str]
    """The newest Python here that the inline outputs are for, if there is one."""
    running: dict[str, Version]
    """All Pythons here that the snippet is for."""

    @classmethod
    def of(cls, snippet: Snippet, pythons: dict[str, Version]) -> Recorded:
        running = {text: version for text, version in pythons.items() if snippet.runs_on(version)}
        rows = read(snippet.older_file).split("\n") if snippet.older_file.is_file() else []
        ranges = {line: found for line, row in enumerate(rows, 1) if (found := RANGE.fullmatch(row))}
        for specifier in snippet.older:
            if not (found := RANGE.fullmatch(specifier)) or Version(found["stop"]) not in _releases(snippet):
                line = rows.index(specifier) + 1
                raise AttackError(
                    f"{shown(snippet.older_file)}:{line}: {specifier} ends at no release that is declared"
                )
        admitted = {line: SpecifierSet(found[0]) for line, found in ranges.items()}
        on = {line: [text for text in running if running[text] in admitted[line]] for line in ranges}
        newest = [text for text in running if not any(text in texts for texts in on.values())][-1:]
        return cls(rows, ranges, on, newest, running)

    def at(self, line: int) -> list[str]:
        """The newest of the Pythons here that a line is for."""
        return self.pythons[max(first for first in self.ranges if first < line)][-1:]


def mutants(snippet: Snippet, pythons: dict[str, Version]) -> Iterator[Mutant]:
    """The mutants of a snippet for the Pythons that there are, oldest first."""
    recorded = Recorded.of(snippet, pythons)
    for file, rows in ((snippet.main, snippet.text.split("\n")), (snippet.older_file, recorded.rows)):
        kinds = {f"{FILES[file.suffix]}, {verb}": operator for verb, operator in LINES.items()}
        kinds |= {STATUS: other_status, REORDERED: reordered}
        kinds |= {MISORDERED: misordered} if file.suffix == ".console" else {}
        kinds |= {REPACKAGED: repackaged} if file == snippet.main and snippet.dependencies else {}
        for kind, operator in kinds.items():
            for change in chosen(operator(rows), 1, f"{kind} {snippet.address}"):
                texts = recorded.newest if file == snippet.main else recorded.at(change.line)
                yield Mutant(kind, snippet, file, change, tuple(texts), {file: "\n".join(change.apply(rows))})
    anywhere = sorted({*recorded.newest, *(texts[-1] for texts in recorded.pythons.values() if texts)})
    for file in filter(lambda path: path.suffix == ".py", (snippet.main, *snippet.helpers)):
        rows = read(file).split("\n")
        for kind, operator in {NEGATED: negated, **({} if file == snippet.main else {HELPER: without_print})}.items():
            for change in operator(rows):
                listed = (file.relative_to(SNIPPETS).as_posix(), change.old[0].strip()) in EQUIVALENT
                text = "\n".join(change.apply(rows))
                yield Mutant(EXEMPT if listed else kind, snippet, file, change, tuple(anywhere), {file: text})
    yield from _moved(snippet, recorded)
    yield from _exchanged(snippet, recorded)
    yield from _unportable(snippet, recorded)
    for helper in snippet.helpers[:1]:
        change = Change(1, (helper.name,), ("a link to it",))
        yield Mutant(LINKED, snippet, helper, change, tuple(recorded.newest), {}, helper)


def _unportable(snippet: Snippet, recorded: Recorded) -> Iterator[Mutant]:
    """A program that prints where a module lies, and says so."""
    if not snippet.is_program or END in snippet.inline or not recorded.newest:
        return
    if not (python := fresh.find(recorded.newest[0])):
        return
    path = f"{python.library[-1]}/os.py"
    rows = snippet.text.removesuffix("\n").split("\n")
    added = ("import os", "print(os.__file__)", f"#> {path}")
    text = "\n".join([*rows, *added, ""])
    yield Mutant(
        ABSOLUTE, snippet, snippet.main, Change(len(rows) + 1, (), added), (recorded.newest[0],), {snippet.main: text}
    )


def _releases(snippet: Snippet) -> list[Version]:
    """Where its output may change: supported minor releases, the one that follows them, declared patch releases."""
    minors = {Version(minor(text)) for text in OURS.pythons}
    return sorted({*minors, Version(f"{max(minors).major}.{max(minors).minor + 1}"), *snippet.changed})


def _moved(snippet: Snippet, recorded: Recorded) -> Iterator[Mutant]:
    """The end of each record one release earlier, one later, and at a release at which nothing is known to change."""
    grid = _releases(snippet)
    for line, found in recorded.ranges.items():
        stop = Version(found["stop"])
        unknown = Version(f"{stop.major}.{stop.minor}.{stop.micro + 1}")
        index = grid.index(stop)
        for other in sorted({grid[index - 1], grid[index + 1], unknown}):
            between = [t for t, v in recorded.running.items() if min(stop, other) <= v < max(stop, other)]
            kind, texts = (MOVED, between[-1:]) if other in grid else (UNKNOWN, recorded.pythons[line][-1:])
            if kind == MOVED or not between:
                change = Change(line, (found[0],), (f">={found['start']},<{other}",))
                text = "\n".join(change.apply(recorded.rows)).replace(f"\n>={stop},", f"\n>={other},")
                yield Mutant(kind, snippet, snippet.older_file, change, tuple(texts), {snippet.older_file: text})


def _exchanged(snippet: Snippet, recorded: Recorded) -> Iterator[Mutant]:
    """What the newest Python prints, recorded for older ones, and the other way round."""
    for line, found in recorded.ranges.items():
        outputs = snippet.older[found[0]]
        if outputs != snippet.inline:
            files = {
                snippet.main: snippet.listing(outputs),
                snippet.older_file: write_sections(snippet.older | {found[0]: snippet.inline}),
            }
            texts = (*recorded.pythons[line][-1:], *recorded.newest)
            yield Mutant(EXCHANGED, snippet, snippet.older_file, Change(line, (found[0],), ("newest",)), texts, files)


def attack_snippets(snippets: list[Snippet], pythons: dict[str, Version], scratch: Path) -> list[Result]:
    """Run every mutant, with the unchanged snippets as control: one pytest a Python."""
    made = [mutant for snippet in snippets for mutant in mutants(snippet, pythons) if mutant.pythons]
    names = [f"m{number:04}" for number in range(len(made))]
    said: dict[str, dict[str, str]] = {name: {} for name in names}
    for python in pythons:
        here = [(name, mutant) for name, mutant in zip(names, made, strict=True) if python in mutant.pythons]
        if not here:
            continue
        root = scratch / python
        for snippet in {mutant.snippet for _, mutant in here}:
            write(snippet, root, f"control-{snippet.address.partition('/')[0]}", {})
        for name, mutant in here:
            write(mutant.snippet, root, name, mutant.files, mutant.link)
        verdicts = verify(root, python)
        wrong = [verdict for address, verdict in verdicts.items() if verdict and address.startswith("control-")]
        if wrong:
            raise AttackError("\n".join(["the unchanged snippets fail already", *wrong]))
        for name, mutant in here:
            address = f"{name}/{mutant.snippet.address.partition('/')[2]}"
            # what cannot be read as a snippet is reported by its path
            said[name][python] = next(
                verdict for test, verdict in verdicts.items() if test == address or f"/{name}/" in test
            )
    return [judged(mutant, said[name], name) for name, mutant in zip(names, made, strict=True)]


def judged(mutant: Mutant, said: dict[str, str], name: str) -> Result:
    """A mutant by what the test said of it on each Python; its files lie in a folder of this name."""
    named = re.compile(rf"(?:[A-Z]:)?[/\\][^:]*[/\\]{name}[/\\][^:]*?(?P<file>[^/\\:]+):(?P<line>\d+): ")
    found = {python: named.match(verdict) for python, verdict in said.items()}
    passes = [f"passes on {python}" for python, verdict in said.items() if not verdict]
    stray = [
        f"on {python}, the complaint is about something else: {verdict.splitlines()[0]}"
        for python, verdict in said.items()
        if verdict and not found[python]
    ]
    if mutant.kind == EXEMPT:
        survived = "" if len(passes) == len(said) else "makes a difference: take it out of EQUIVALENT"
    else:
        survived = "; ".join(stray + (passes if len(passes) == len(said) or not mutant.of_program else []))
    lines = [int(match["line"]) for match in found.values() if match and match["file"] == mutant.file.name]
    return Result(
        mutant.kind,
        f"{shown(mutant.file)}:{mutant.change.line}",
        str(mutant.change),
        survived,
        any(abs(line - mutant.change.line) <= 1 for line in lines),
        all(FORMAL in verdict for verdict in said.values()),
    )


def write(snippet: Snippet, root: Path, deepcut: str, files: dict[Path, str], link: Path | None = None) -> None:
    """Copy a snippet with these texts, as if of another DeepCut: its own names stay as they are."""
    for path in {snippet.main, *snippet.helpers, *filter(Path.is_file, [snippet.older_file])}:
        target = root.joinpath(deepcut, *path.relative_to(SNIPPETS).parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == link:
            target.symlink_to(path)
        else:
            target.write_bytes(files[path].encode("utf-8") if path in files else path.read_bytes())


def verify(root: Path, python: str) -> dict[str, str]:
    """What the real test says of each snippet below `root`, by address: its complaint, empty where it passes."""
    report = root.with_name(f"{root.name}.xml")
    options = ["--snippets", str(root), "--python", python, f"--junitxml={report}", "--tb=no"]
    command = [sys.executable, "-m", "pytest", "tests/test_snippets.py", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise broken_off(done)
    tests = ElementTree.parse(report).iter("testcase")  # noqa: S314 (pytest wrote it)
    return {test.attrib["name"].partition("[")[2][:-1]: "".join(test.itertext()).strip() for test in tests}


# Pages.


def attack_pages(addresses: list[str]) -> list[Result]:
    """Change the files of this repository, which has to be a copy, one mutant at a time, and put them back."""
    config = configuration()
    docs = Path(config.docs_dir)
    pages = {path: rendered(path, config) for path in sorted(docs.rglob("*.md"))}
    wrong = [problem for page in pages.values() for problem in page.problems]
    if wrong or (wrong := [*unshown(find(), [*pages.values()])]):
        raise AttackError("\n".join(["the unchanged pages fail already", *wrong]))
    results = []
    for snippet in find():
        if below(snippet.address, addresses):
            with renamed(snippet) as moved:
                touched = {path: rendered(path, config) for path in pages if snippet.address in pages[path].snippets}
                said = [problem for page in touched.values() for problem in page.problems]
                said += unshown([moved], [*(pages | touched).values()])
            wanted = [f"{shown(path)}:{_showing(pages[path], snippet)}: " for path in touched]
            what = f"-> {moved.address}"
            results.append(_noticed(RENAMED, snippet.main, 1, what, [*wanted, f"{shown(moved.main)}:1: "], said))
    for path, page in pages.items():
        name = path.relative_to(docs).with_suffix("").as_posix()
        if below(name, addresses) or any(below(address, [name]) for address in addresses):
            rows = page.source.split("\n")
            values = chosen(misquoted(rows), EACH, name)
            places = [*gaps(rows)]
            fences = (pasted(style, dice(style + name).choice(places)) for style in BLOCKS if places)
            edits = [(QUOTED, change) for change in values] + [(FENCE, change) for change in chosen(fences, EACH, name)]
            edits += [(CUT, change) for change in chosen(cut(rows), EACH, name)]
            edits += [(MISDATED, change) for change in misdated(rows)]
            edits += [(OPPOSED, change) for change in opposed(rows)]
            for kind, change in edits:
                with replaced(path, "\n".join(change.apply(rows))):
                    said = rendered(path, config).problems
                line = change.line + _offset(change)
                results.append(_noticed(kind, path, line, str(change), [f"{shown(path)}:{line}: "], said))
    for path in sorted(docs.rglob("*.py")):
        if below(path.relative_to(docs).with_suffix("").as_posix(), addresses) and cell_lines(path):
            results += attack_notebook(path)
    return results


def below(name: str, addresses: list[str]) -> bool:
    """Whether this is at or below one of these addresses; everything is, where there are none."""
    return not addresses or any(f"{name}/".startswith(f"{address}/") for address in addresses)


def _showing(page: Page, snippet: Snippet) -> int:
    """The first line of a page that shows this snippet."""
    return next(line for line, row in enumerate(page.source.split("\n"), 1) if snippet.address in shown_by(row))


def _noticed(kind: str, path: Path, line: int, what: str, wanted: list[str], said: list[str]) -> Result:
    missed = [start for start in wanted if not any(problem.startswith(start) for problem in said)]
    return Result(kind, f"{shown(path)}:{line}", what, f"nothing is said of {' and '.join(missed)}" if missed else "")


def pasted(style: str, line: int, comment: str = "") -> Change:
    """A block of code in place of a blank line; in a notebook prose is in comments."""
    rows = ["", *BLOCKS[style].format(style).split("\n"), ""]
    return Change(line, (comment.strip(),), tuple(f"{comment}{row}" if row else comment.strip() for row in rows))


def _offset(change: Change) -> int:
    """How far below its first row a pasted block has its code; 0 for another change."""
    return next((number for number, row in enumerate(change.new) if CODE[:10] in row), 0)


def gaps(rows: list[str]) -> Iterator[int]:
    """The blank lines below headings and plain paragraphs: what follows a list may become a part of it.

    A fence in a fence would end it, and what is then wrong is something else.
    """
    start = rows.index("---", 1) + 1 if rows[0] == "---" else 0
    block, fenced = list[str](), False
    for line, row in enumerate(rows[start:], start + 1):
        fenced ^= row.startswith("```")
        if fenced:
            continue
        if row:
            block.append(row)
        else:
            if re.match(r"[A-Za-z#`\[*]", "".join(block)) and not any(each[0] in ":|" for each in block):
                yield line
            block = []


@contextlib.contextmanager
def renamed(snippet: Snippet) -> Iterator[Snippet]:
    """The snippet at another address, and back again."""
    claim = snippet.address.rpartition("/")[2]
    paths = [snippet.folder] if snippet.main.stem == "main" else [snippet.main, snippet.older_file]
    moves = {path: path.with_name(path.name.replace(claim, f"{claim}-renamed")) for path in paths if path.exists()}
    for path, other in moves.items():
        path.rename(other)
    try:
        yield load(f"{snippet.address}-renamed")
    finally:
        for path, other in moves.items():
            other.rename(path)


@contextlib.contextmanager
def replaced(path: Path, text: str) -> Iterator[None]:
    """Another text in a file, and the old one again."""
    old = path.read_bytes()
    path.write_bytes(text.encode("utf-8"))
    try:
        yield
    finally:
        path.write_bytes(old)


def attack_notebook(path: Path) -> list[Result]:
    """Everything in one run, since a kernel is slow: each cell and each block has to be named at its own line.

    The last cell that prints stays as it is: it is the control.
    """
    rows = read(path).split("\n")
    edits: list[tuple[str, Change, int]] = []  # kind, change, the line that has to be named
    cells = [*pairwise([*cell_lines(path), len(rows) + 1])]
    printing = [cell for cell in cells if any(line in range(*cell) for line, _ in _outputs(rows))]
    operators = itertools.cycle([altered, dropped, duplicated, swapped])  # `#!` would be a command for the shell
    for cell, operator in zip(printing[:-1], operators, strict=False):
        changes = [change for change in [*operator(rows), *altered(rows)] if change.line in range(*cell)]
        edits.append((NOTEBOOK, changes[0], cell[0]))
    prose = ["" for _ in rows]
    for first, stop in cells:
        if rows[first - 1].endswith("[markdown]"):
            prose[first : stop - 1] = [row.removeprefix("#").removeprefix(" ") for row in rows[first : stop - 1]]
    places = chosen((Change(line, (), ()) for line in gaps(prose) if rows[line - 1] == "#"), len(BLOCKS), path.name)
    for style, place in zip(BLOCKS, places, strict=False):
        change = pasted(style, place.line, "# ")
        edits.append((FENCE, change, change.line + _offset(change)))
    edits.sort(key=lambda edit: edit[1].line)
    text, shift, wanted = rows, 0, []
    for kind, change, line in edits:
        wanted.append((kind, change, line + shift))
        text = Change(change.line + shift, change.old, change.new).apply(text)
        shift += len(change.new) - len(change.old)
    with replaced(path, "\n".join(text)):
        command = [sys.executable, "-m", "pytest", "tests/test_chapters.py", "tests/test_notebook.py"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise broken_off(done)
    said = re.findall(rf"^{re.escape(shown(path))}:\d+: ", done.stdout, flags=re.MULTILINE)
    starts = {f"{shown(path)}:{line}: " for _, _, line in wanted}
    if stray := tuple({*said} - starts):
        rows = [row for row in done.stdout.split("\n") if row.startswith(stray)]
        raise AttackError("\n".join(["the unchanged notebook fails already, or a wrong line is named", *rows]))
    return [_noticed(kind, path, line, str(change), [f"{shown(path)}:{line}: "], said) for kind, change, line in wanted]


IN_A_COPY = """
import json, sys
from tests.mutants import AttackError, attack_pages
try:
    print(json.dumps([vars(result) for result in attack_pages(sys.argv[1:])]))
except AttackError as error:
    sys.exit(str(error))
"""


def in_a_copy(addresses: list[str], scratch: Path) -> list[Result]:
    """`attack_pages` in a copy of the repository."""
    scratch.mkdir()
    copy(scratch, "docs", "snippets")
    command = [sys.executable, "-c", IN_A_COPY, *addresses]
    done = subprocess.run(command, cwd=scratch, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise broken_off(done)
    return [Result(**result) for result in json.loads(done.stdout)]


# All of it.


def main(addresses: list[str]) -> int:
    """Attack the content at or below these addresses; the exit status says whether every mutant was killed."""
    start = time.monotonic()
    addresses = [address.strip("/") for address in addresses]
    try:
        snippets = find()
        docs = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*") if path.suffix in (".md", ".py")]
        names = [snippet.address for snippet in snippets] + [path.with_suffix("").as_posix() for path in docs]
        if unknown := [address for address in addresses if not any(below(name, [address]) for name in names)]:
            raise AttackError(f"there is no snippet and no page at or below {' and '.join(unknown)}")
        pythons = {text: python.version for text in OURS.pythons if (python := fresh.find(text))}
        with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(1) as threads:
            of_pages = threads.submit(in_a_copy, addresses, Path(scratch) / "copy")
            wanted = [snippet for snippet in snippets if below(snippet.address, addresses)]
            results = [*attack_snippets(wanted, pythons, Path(scratch)), *of_pages.result()]
    except (AttackError, SnippetError) as error:
        print(f"mutants: {error}", file=sys.stderr)
        return 1
    for text in OURS.pythons:
        if text not in pythons:
            print(f"Python {text} was not found: what only it prints was not attacked")
    problems = report(results, whole=not addresses)
    if not addresses:
        keep(results)
    print("\n".join([*problems, f"{time.monotonic() - start:.0f} s"]))
    return bool(problems)


def keep(results: list[Result]) -> None:
    """Put it on record for the page that says how all this is verified."""
    counted = [result for result in results if result.kind in KINDS]
    last = {
        "when": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "made": len(counted),
        "killed": sum(not result.survived for result in counted),
    }
    OURS.workshop.mkdir(exist_ok=True)
    (OURS.workshop / MUTANTS).write_text(json.dumps(last), encoding="utf-8")


def report(results: list[Result], *, whole: bool) -> list[str]:
    """Print the table; return the survivors and, of the whole content, what was not attacked."""
    print(f"{'':50}{'made':>6}{'killed':>8}{'survived':>10}{'its line named':>16}{'by form only':>14}")
    for kind in [*KINDS, "all"]:
        rows = [r for r in results if r.kind in KINDS and kind in (r.kind, "all")]
        if not rows and not whole:
            continue
        killed = [r for r in rows if not r.survived]
        counts = (
            len(rows),
            len(killed),
            len(rows) - len(killed),
            sum(r.near for r in killed),
            sum(r.formal for r in killed),
        )
        print(f"{kind:50}{counts[0]:6}{counts[1]:8}{counts[2]:10}{counts[3]:16}{counts[4]:14}")
    problems = [f"{r.where}: survived: {r.kind}: {r.what}: {r.survived}" for r in results if r.survived]
    if whole:
        problems += [f"no mutant of this kind: {kind}" for kind in KINDS if not any(r.kind == kind for r in results)]
        if (count := sum(r.kind in KINDS for r in results)) < LEAST:
            problems.append(f"{count} mutants are fewer than {LEAST}")
    return problems


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
