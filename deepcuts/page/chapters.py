"""What every chapter has: a lead of a few words, the short answer below it, and a question to the reader."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from mkdocs.utils.meta import get_data

from deepcuts.page import directives
from deepcuts.page.pages import Page
from deepcuts.page.short import PARTS, boxes, plain
from deepcuts.page.sources import deepcuts
from deepcuts.project import current, shown

LEAD = 40
"""How many words a lead has at most: it is read before anything else."""
_LEAD = re.compile(r"^# .+\n\n(?P<lead>[^\n#!@][^\n]*(?:\n[^\n]+)*)\n\n+(?=!!! short )", re.MULTILINE)


def problems(pages: list[Page]) -> Iterator[str]:
    """Yield what chapters lack of the form that all have."""
    by_path = {page.path: page for page in pages}
    for name in itertools.chain.from_iterable(deepcuts().values()):
        if page := by_path.get(current().docs / name):
            for line, problem in _problems(page):
                yield f"{shown(page.path)}:{line}: {problem}"


def _problems(page: Page) -> Iterator[tuple[int, str]]:
    found = [short for _, short in boxes(page.source)]
    if len(found) != 1:
        form = '`!!! short "the surprise in a reader\'s words"`, indented below it'
        parts = ", ".join(f"`**{part}** …`" for part in PARTS)
        line = found[1].line if found else page.line("# ")
        yield line, f"has {len(found) or 'no'} short answers; below the lead stands {form} three paragraphs, {parts}"
        return
    (short,) = found
    begin = [next((part for part in PARTS if text.startswith(f"**{part}** ")), "") for text in short.paragraphs]
    if begin != list(PARTS):
        yield short.line, f"the paragraphs of a short answer begin with {', '.join(f'`**{part}** `' for part in PARTS)}"
    elif "](" not in short.part("Try"):
        yield short.line, "`**Try**` links to no section that helps"
    lead = _LEAD.search(page.source)
    if not lead:
        yield short.line, f"above the short answer stands the title and one paragraph of at most {LEAD} words"
    elif (length := len(plain(lead["lead"]).split())) > LEAD:
        yield page.line(lead["lead"].split("\n")[0]), f"the lead has {length} words; {LEAD} are the limit"
    if page.path.suffix != ".md":  # a notebook has no front matter, and its cells ask for nothing
        return
    described = " ".join(str(get_data(page.source)[1].get("description", "")).split())
    if described not in plain(" ".join(short.paragraphs)):
        problem = "the description is not a part of the short answer, word for word; a link preview shows it"
        yield page.line("description:"), problem
    if not any(f"@{name} " in page.source for name in directives.QUESTIONS):
        yield 1, f"asks its reader nothing; write {' or '.join(f'`@{name} address`' for name in directives.QUESTIONS)}"
