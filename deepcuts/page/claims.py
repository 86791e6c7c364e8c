"""What was tried to break the sentences of a chapter: `tests/claims/<deepcut>/<chapter>.md`.

Below each heading of the chapter a table has one line a claim:

    | snippet | claim | could be false | command | printed |

The command runs in a new copy of that snippet's folder (`-`: in an empty one), with `python3.11` … `python3.15` and
`python3.13.0` in bare environments on its PATH (tests/claims.py, `nox -s claims`). `printed` is all that it prints, its
lines joined by ` ⏎ `. Where a claim can only be reasoned about here (Windows, macOS, a build) or needs more than bare
Pythons, the command is `-`, and `printed` says what was found and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deepcuts.page.form import TEMPLATES
from deepcuts.page.pages import Page
from deepcuts.page.sources import GUIDE
from deepcuts.project import SnippetError, current, shown
from deepcuts.snippet.snippet import Snippet

COLUMNS = ["snippet", "claim", "could be false", "command", "printed"]
DRAFT = TEMPLATES / "claims.md"


@dataclass(frozen=True)
class Claim:
    """A sentence of a chapter, and what was tried against it."""

    file: Path
    line: int
    heading: str
    snippet: str
    """The last part of an address, or nothing."""
    claim: str
    against: str
    """The condition most likely to make it false."""
    command: str
    """For a shell; empty where nothing can be run here."""
    printed: str

    @property
    def chapter(self) -> str:
        """`<deepcut>/<chapter>`"""
        return f"{self.file.parent.name}/{self.file.stem}"


def folder() -> Path:
    """Say where the claims lie."""
    return current().root / "tests" / "claims"


def read(file: Path) -> Iterator[Claim]:
    """Yield the claims of a chapter; SnippetError at a line that is not one."""
    heading = ""
    for line, row in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if re.match(r"##+ ", row):
            heading = row.lstrip("#").strip()
        if not row.startswith("|") or row.startswith("| --- "):
            continue
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        if cells == COLUMNS:
            continue
        if len(cells) != len(COLUMNS) or not all(cells):
            problem = f"has {len(cells)} cells, and a claim {len(COLUMNS)}, none of them empty; a bar in one is \\|"
            raise SnippetError(file, line, problem)
        if not heading:
            raise SnippetError(file, line, "stands below no heading; write one of the chapter's above it (`## …`)")
        snippet, claim, against, command, printed = cells
        plain = "" if command == "-" else _bare(command)
        yield Claim(file, line, heading, snippet.strip("`-"), claim, against, plain, _bare(printed))


def _bare(cell: str) -> str:
    """Return a cell without the backticks around it."""
    found = re.fullmatch(r"(`+) ?(.*?) ?\1", cell)
    return found[2] if found else cell


def everything() -> list[Claim]:
    """Return the claims of all chapters."""
    return [claim for file in sorted(folder().glob("*/*.md")) for claim in read(file)]


def problems(snippets: list[Snippet], pages: list[Page]) -> Iterator[str]:
    """Yield snippets that no line says anything of, and lines of a heading or a snippet that is not there."""
    docs = current().docs
    sources = {page.path.relative_to(docs).with_suffix("").as_posix(): page for page in pages}
    try:
        claims = everything()
    except SnippetError as error:
        yield str(error)
        return
    drafts = {row for row in DRAFT.read_text(encoding="utf-8").split("\n") if row.startswith("| $")}
    tried = {f"{claim.chapter}/{claim.snippet}" for claim in claims}
    there = {snippet.address for snippet in snippets}
    headings = {name: _headings(page) for name, page in sources.items()}
    for claim in claims:
        where = f"{shown(claim.file)}:{claim.line}"
        page = sources.get(claim.chapter)
        if page is None:
            problem = f"there is no page {claim.chapter}.md; a file of claims has the name of its chapter"
            yield f"{shown(claim.file)}:1: {problem}"
            return
        if claim.heading not in headings[claim.chapter]:
            yield f"{where}: {shown(page.path)} has no heading {claim.heading!r}"
        if claim.snippet and f"{claim.chapter}/{claim.snippet}" not in there:
            yield f"{where}: there is no snippet {claim.chapter}/{claim.snippet}"
        if any(f"| {claim.claim} |" in row for row in drafts):
            yield f"{where}: is a draft: `nox -s new` wrote it; write what you tried in its place"
    for snippet in snippets:
        chapter = snippet.address.rpartition("/")[0]
        is_guide = chapter.startswith(f"{GUIDE}/")  # it shows how to write some: no reader relies on what they claim
        if snippet.address not in tried and not is_guide:
            file = f"{shown(folder())}/{chapter}.md"
            yield f"{shown(snippet.main)}:1: no line of {file} says what was tried to break this claim"


def _headings(page: Page) -> set[str]:
    rows = (row for row in page.source.split("\n") if re.match(r"##+ ", row))
    return {row.lstrip("#").strip() for row in rows}
