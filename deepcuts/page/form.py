"""What is wrong in the form of a page, at file and line: its front matter, its title, a fence, a draft, a conflict."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from deepcuts.page import directives, versions
from deepcuts.page.glossary import FRONT_MATTER
from deepcuts.page.pages import PLAIN, Page
from deepcuts.project import shown
from deepcuts.snippet.outputs import MARKS
from deepcuts.snippet.snippet import Snippet

TEMPLATES = Path(__file__).with_name("templates")
LONGEST = 160  # what a search engine shows of a description
KEPT = {  # sentences of the templates that are true of any DeepCut
    "The chapters build on each other, and each can be read alone.",
    "Search this table for the words around the names in the last line of your traceback.",
}
HISTORY = ("changelog.md",)
"""Pages that say what was."""
FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})")
CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)")


def problems(pages: list[Page]) -> Iterator[str]:
    """Yield everything that is wrong in the form of these pages; while a merge is unfinished, only that."""
    for page in pages:
        for line, problem in [*conflicts(page)] or _problems(page):
            yield f"{shown(page.path)}:{line}: {problem}"


def _problems(page: Page) -> Iterator[tuple[int, str]]:
    if page.path.suffix == ".md":  # a notebook has no front matter
        yield from _front_matter(page)
    yield from _titles(page)
    yield from _fences(page)
    yield from _drafts(page)
    yield from _versions(page)
    for text in page.loose:
        for found in directives.loose(text):
            yield page.line(found), f"{found!r} is shown as text; a directive stands on a line of its own"


def _versions(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the versions in sentences that nothing has looked up."""
    if page.path.name in HISTORY:
        return
    for text in page.sentences:
        for found in versions.PLAIN.finditer(text):
            row = next((row for row in text.split("\n") if found[0] in row), text).strip()
            problem = f"{found[0]} in {row[:60]!r} is compared with nothing; write `[since {found[0]}]{{address}}`"
            yield page.line(row), f"{problem} with a snippet that shows it, or `[{found[0]}]{{unverified: the reason}}`"


def conflicts(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the marks of a merge that nobody finished."""
    for line, row in enumerate(page.path.read_text(encoding="utf-8").split("\n"), 1):
        if CONFLICT.match(row):
            yield line, f"{row!r} is a mark of a merge conflict; choose what stays, and delete the marks"


def _front_matter(page: Page) -> Iterator[tuple[int, str]]:
    found = FRONT_MATTER.match(page.source)
    if not found:
        yield 1, "has no front matter; begin with `---`, `title: …`, `description: …`, `---`"
        return
    try:
        table = yaml.safe_load(found[0].strip().removeprefix("---").removesuffix("---"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield line, f"the front matter is not YAML: {error.problem}; put the value in quotes"
        return
    if not isinstance(table, dict):
        yield 1, "the front matter has no names; write `title: …` and `description: …`"
        return
    for name in ("title", "description"):
        if not str(table.get(name) or "").strip():
            yield 1, f"the front matter has no {name}; write `{name}: …`"
    length = len(str(table.get("description") or ""))
    if length > LONGEST:
        line = next((n for n, row in enumerate(page.source.split("\n"), 1) if row.startswith("description:")), 1)
        yield line, f"the description has {length} characters; a search engine shows {LONGEST}, shorten it"


def _titles(page: Page) -> Iterator[tuple[int, str]]:
    """Yield all first-level headings but the first: each at the row that has its words and the mark of one."""
    rows = page.source.split("\n")
    below = 0
    for number, heading in enumerate(page.titles):
        letters = re.sub(r"\W", "", heading)
        candidates = (
            n
            for n, row in enumerate(rows[below:], below + 1)
            if n not in page.code
            and (re.match(r"[ >]*# |.*<h1", row) or re.match(r"=+\s*$", (rows[n : n + 1] or [""])[0]))
            and letters in re.sub(r"\W|<[^>]*>", "", row)
        )
        below = next(candidates, page.line(heading))
        if number:
            yield below, f"{heading!r} is a second first-level heading; a page has one, the others begin with ##"


def _fences(page: Page) -> Iterator[tuple[int, str]]:
    """Yield fences that are shown as text, begin a line of code in a sentence, or stand in one that stays open."""
    rows = page.source.split("\n")
    texts = [row for text in page.loose for row in text.split("\n") if FENCE.match(row)]
    texts += [row for code in page.inline if "\n" in code for row in [f"```{code.split(chr(10))[0]}"]]
    for text in texts:
        at = [n for n, row in enumerate(rows, 1) if row.strip(" \t>").startswith(text.strip())]
        yield at[-1] if at else 1, f"the fence {text.strip()!r} makes no block of code; close it, on a line of its own"
    for language, text in page.blocks:
        if language in PLAIN - {"markdown"} and (row := next(filter(FENCE.match, text.split("\n")), None)):
            yield page.line(row.strip()), f"{row.strip()!r} stands in a block of code; close the one above it"


@functools.cache
def _draft() -> frozenset[str]:
    """Return the sentences of the templates: what no page of a writer's own has."""
    rows = [row.strip(" -") for path in TEMPLATES.glob("*.md") for row in path.read_text(encoding="utf-8").split("\n")]
    sentences = {row for row in rows if " " in row and "$" not in row and len(row) > 15 and row[:1] not in "#|"}
    return frozenset(sentences - KEPT)


def _drafts(page: Page) -> Iterator[tuple[int, str]]:
    for line, row in enumerate(page.source.split("\n"), 1):
        if row.strip(" -") in _draft():
            yield line, f"is a draft: `nox -s new` wrote {row.strip()!r}; write yours in its place"
            return  # one is enough, all of it has to go


def own_names(snippets: list[Snippet]) -> Iterator[str]:
    """Yield programs that print the name of their file, which is main.py where a browser runs them."""
    for snippet in snippets:
        name = snippet.main.name
        shows = (outputs.text(stream) for outputs in (snippet.inline, *snippet.older.values()) for stream in MARKS)
        if name != "main.py" and snippet.is_program and any(name in text for text in shows):
            there, then = shown(snippet.main.with_suffix("") / "main.py"), f"`nox -s update -- {snippet.address}`"
            yield f"{shown(snippet.main)}:1: prints its own name; make it {there}, then {then}"


def examples(snippets: list[Snippet]) -> Iterator[str]:
    """Yield the program of a draft, wherever it lies."""
    template = (TEMPLATES / "program.txt").read_text(encoding="utf-8")
    for snippet in snippets:
        if snippet.text == template:
            yield f"{shown(snippet.main)}:1: is the example of `nox -s new`; write your program in its place"
