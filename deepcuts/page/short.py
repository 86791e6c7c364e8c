"""The short answer at the head of a chapter, and the lists that are made of these answers.

    !!! short "Your class is not itself"

        **You see** what a reader sees.

        **It means** why, in a sentence or two.

        **Try** [what helps](#where-it-stands), or [something else](other.md).

The title is the surprise in the reader's words. `@short front` in a page lists the answers that say so, `!!! short
front "…"`; `@short import-cache` lists the chapters of a DeepCut, each with its surprise.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from deepcuts.page import directives
from deepcuts.page.sources import deepcuts, prose
from deepcuts.project import current

PARTS = ("You see", "It means", "Try")
"""What its paragraphs begin with, in bold."""
FRONT = "front"
_BOX = re.compile(r'^!!! short(?P<front> front)? "(?P<title>[^"\n]+)"\n(?P<body>(?:\n| {4}[^\n]*\n?)+)', re.MULTILINE)
_LINK = re.compile(r"\[((?:[^\[\]`]|`[^`]*`)*)\]\([^()\s]*\)")


@dataclass(frozen=True)
class Short:
    """The short answer of a chapter, as Markdown."""

    title: str
    paragraphs: tuple[str, ...]
    is_front: bool
    line: int
    """Where it begins in its file, from 1."""

    def part(self, name: str) -> str:
        """Return the paragraph that begins with this name, without it; "" where there is none."""
        begin = f"**{name}** "
        return next((text.removeprefix(begin) for text in self.paragraphs if text.startswith(begin)), "")


def boxes(text: str) -> Iterator[tuple[re.Match[str], Short]]:
    """Yield the short answers of a page with their places in its text: a chapter has one."""
    for found in _BOX.finditer(text):
        paragraphs = tuple(re.split(r"\n\s*\n", textwrap.dedent(found["body"]).strip()))
        yield found, Short(found["title"], paragraphs, bool(found["front"]), text[: found.start()].count("\n") + 1)


def without_links(text: str) -> str:
    """Return Markdown in one line without its links, for another page: their words stay."""
    return " ".join(_LINK.sub(r"\1", text).split())


def _lower(title: str) -> str:
    """Return a title as the end of a line: what it begins with may be a name or code."""
    return title[:1].lower() + title[1:] if re.match(r"[A-Z][a-z]|A ", title) else title


def plain(text: str) -> str:
    """Return Markdown as a reader sees it, in one line."""
    words = directives.replaced(text, directive=lambda directive: "", value=str, link=str)
    return re.sub(r"\*\*|`", "", without_links(words))


def listed(what: str) -> str:
    """Return each DeepCut with the answers that say `front`, or the chapters of one DeepCut, as Markdown.

    Links are relative to docs/, or to the folder of the DeepCut. Raises ValueError where there is nothing to list.
    """
    chapters = {folder: [name for name in names if _path(name).is_file()] for folder, names in deepcuts().items()}
    if what == FRONT:
        return "\n\n".join(_deepcut(folder, names) for folder, names in chapters.items())
    if not chapters.get(what):
        raise ValueError(f"`@short {what}` lists nothing: write `@short {FRONT}`, or the folder of a DeepCut")
    return "\n".join(map(_chapter, chapters[what]))


def _path(name: str) -> Path:
    return current().docs / name


def _deepcut(folder: str, names: list[str]) -> str:
    """Return the head of a DeepCut, the cards of the chapters that are for the landing page, and the way to all."""
    index = prose(_path(f"{folder}/index.md"))
    lead = re.search(r"^# .+\n\n(.+)", index, re.MULTILINE)
    cards = []
    for name in names:
        for _, short in boxes(prose(_path(name))):
            if short.is_front:
                sentence = re.split(r"(?<=[.?!])\s", without_links(short.part("It means")), maxsplit=1)[0]
                cards.append(f"- [**{short.title}**]({name})\n  {sentence[:1].upper()}{sentence[1:]}")
    head = f"### [{_title(index)}]({folder}/index.md)", without_links(lead[1]) if lead else ""
    return "\n\n".join(filter(None, [*head, "\n".join(cards), f"[All {len(names)} chapters]({folder}/index.md)"]))


def _chapter(name: str) -> str:
    text = prose(_path(name))
    surprise = "".join(f": {_lower(short.title)}" for _, short in boxes(text))
    return f"1. [{_title(text)}]({PurePosixPath(name).name}){surprise}"


def _title(text: str) -> str:
    """Return the first heading of a page, without the id that it may name."""
    found = re.search(r"^# (.+?)(?: *\{#[^}]*\})?$", text, re.MULTILINE)
    return found[1] if found else ""
