"""Begins a DeepCut or a chapter from templates: `python -m deepcuts new <deepcut>[/<chapter>]`.

Checks everything first, then writes all of it or nothing. `nav` gets its lines as text, since a library that writes
YAML (ruamel.yaml, told our indentation) rewrites four other lines of mkdocs.yml and moves a comment.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import yaml  # type: ignore[import-untyped]

from deepcuts.page import claims
from deepcuts.page.form import TEMPLATES
from deepcuts.page.pages import WHOLE
from deepcuts.page.sources import GUIDE, leaves, nav
from deepcuts.project import SnippetError, current, read, shown
from deepcuts.snippet.snippet import SLUG

USAGE = "`nox -s new -- <deepcut>/<chapter>`, or `nox -s new -- <deepcut>`"
CHAPTER = "what-surprises"  # the first chapter of a DeepCut that was named alone
CLAIM = "except-removes-its-name"
# what Windows takes for a device, whatever its suffix
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
# what lies in docs/, or is put on the site by MkDocs, its plugins and ours
SITE = {"404", "assets", "changelog", "contributing", "errors", "glossary", "index", "playground"}
SITE |= {"search", "sitemap", "tags", "verified"}
RESERVED = {"DeepCut": SITE | DEVICES, "chapter": {"index", WHOLE} | DEVICES}


class ScaffoldError(Exception):
    """Why nothing was made, and what to do about it."""


def main(arguments: list[str]) -> int:
    """Make what the arguments name and say what was made; where that cannot be, say why and change nothing."""
    config = current().config
    try:
        deepcut, chapter = named(arguments)
        pages, program = planned(deepcut, chapter)
        listed = with_pages(read(config), [path.relative_to(current().docs).as_posix() for path in pages])
        write({**pages, **program}, config, listed)
    except (ScaffoldError, SnippetError, OSError) as error:
        print(f"{error}\nnew: nothing was changed", file=sys.stderr)
        return 1
    for path in (*pages, *program):
        print(f"made {shown(path)}")
    print(f"named in `nav` of {shown(config)}: {', '.join(map(shown, pages))}\n")
    print("They are examples: write yours in their place, with `nox -s docs` open.")
    print(f"Then `nox -s update -- {deepcut}/{chapter}` writes what the programs print.")
    above = current().docs / ("index.md" if len(pages) > 1 else f"{deepcut}/index.md")
    if "@short " not in read(above):
        print(f"Link to {shown(next(iter(pages)))} in {shown(above)}, where a reader looks for it.")
    return 0


def named(arguments: list[str]) -> tuple[str, str]:
    """Return the DeepCut and the chapter that the arguments name; a new DeepCut named alone gets a first chapter.

    Raises ScaffoldError for any other number of names, an ill-formed or reserved one, and a DeepCut that exists.
    """
    if len(arguments) != 1:
        raise ScaffoldError(f"{len(arguments) or 'no'} names given; give one: {USAGE}")
    parts = arguments[0].split("/")
    if len(parts) > len(RESERVED):
        raise ScaffoldError(f"{arguments[0]!r} has {len(parts)} parts; give one or two: {USAGE}")
    for (kind, reserved), part in zip(RESERVED.items(), parts, strict=False):
        if not SLUG.fullmatch(part):
            raise ScaffoldError(f"{part!r} is not a name for a {kind}: a-z, 0-9, single hyphens between them; {USAGE}")
        if part in reserved:
            raise ScaffoldError(f"{part!r} is reserved; give the {kind} another name")
    if len(parts) == 1 and _exists(parts[0]):
        raise ScaffoldError(f"the DeepCut {parts[0]!r} exists; `nox -s new -- {parts[0]}/<chapter>` adds a chapter")
    return parts[0], parts[1] if len(parts) == 2 else CHAPTER


def _exists(deepcut: str) -> bool:
    return (current().docs / deepcut / "index.md").is_file()


def planned(deepcut: str, chapter: str) -> tuple[dict[Path, str], dict[Path, str]]:
    """Return the pages, and the program with what was tried on it: path and text of each, from the templates.

    Raises ScaffoldError where a page, a snippet or anything else with such a name is there already.
    """
    begun = _exists(deepcut)
    for folder in ("docs", "snippets", "tests/claims"):
        for path in _files(current().root / folder / (f"{deepcut}/{chapter}" if begun else deepcut)):
            raise ScaffoldError(f"{shown(path)}:1: exists; edit it, or choose another name")
    words = {
        "deepcut": _heading(deepcut),
        "folder": deepcut,
        "deepcut_title": _scalar(_heading(deepcut)),
        "chapter": _heading(chapter),
        "chapter_title": _scalar(_heading(chapter)),
        "page": f"{chapter}.md",
        "address": f"{deepcut}/{chapter}/{CLAIM}",
        "claim": CLAIM,
    }
    sources = {} if begun else {"index.md": "index.md"}
    pages = {
        current().docs / deepcut / page: Template(read(TEMPLATES / source)).substitute(words)
        for page, source in {**sources, f"{chapter}.md": "chapter.md"}.items()
    }
    program = current().snippets / deepcut / chapter / CLAIM / "main.py"  # it prints its own name
    tried = claims.folder() / deepcut / f"{chapter}.md"
    return pages, {
        program: read(TEMPLATES / "program.txt"),
        tried: Template(read(claims.DRAFT)).substitute(words),
    }


def _files(base: Path) -> Iterator[Path]:
    """Yield the files that have this name, whatever their suffix, or lie in a folder of this name."""
    for path in [*base.parent.glob(f"{base.name}.*"), *base.rglob("*")]:
        hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(base.parent).parts)
        if path.is_file() and not hidden:  # tools and operating systems leave hidden ones behind
            yield path


def _heading(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _scalar(text: str) -> str:
    """Return the text as YAML reads it back: `True` and `42` need quotes."""
    return text if yaml.safe_load(text) == text else f'"{text}"'


def with_pages(text: str, pages: list[str]) -> str:
    """Return the text of mkdocs.yml with these pages of one DeepCut in `nav`, and every other byte as it was.

    An index page begins a section of its own, behind the last DeepCut: behind the last section that begins with an
    index page and is not the guide. A chapter alone goes to the end of its DeepCut's section. Raises ScaffoldError
    where `nav` names a page already or cannot take an entry a line.
    """
    key, entries = nav(text)
    named = list(leaves(entries))
    for leaf, _ in named:
        if leaf.value in pages:
            raise ScaffoldError(f"{_at(leaf)}: `nav` names {leaf.value} already; choose another name")
    deepcut = pages[0].partition("/")[0]
    if index := f"{deepcut}/index.md" in pages:
        others = [entry for entry in entries.value if not _first(entry).startswith(f"{GUIDE}/")]
        sections = [entry for entry in others if _first(entry).endswith("/index.md")]
        section, above = entries, (sections or others[:1] or [key])[-1]
    else:
        section = next((section for leaf, section in named if leaf.value == f"{deepcut}/index.md"), None)
        if section is None:
            raise ScaffoldError(
                f"{_at(entries)}: `nav` does not name {deepcut}/index.md, and a chapter stands below it"
            )
        above = section.value[-1]
    if section.flow_style:
        raise ScaffoldError(f"{_at(section)}: write one entry a line; {', '.join(pages)} goes in there")
    rows = [f"- {_scalar(_heading(deepcut))}:", *(f"    - {page}" for page in pages)] if index else [f"- {pages[0]}"]
    stop = re.compile(r"(\r?)\n|\Z").search(text, _last(above).end_mark.index)
    assert stop
    newline = "\r\n" if "\r\n" in text else "\n"
    added = "".join(f"{newline}{' ' * section.start_mark.column}{row}" for row in rows)
    return text[: stop.start()] + added + text[stop.start() :]


def _first(entry: Any) -> str:
    """Return the first page of a section of `nav`; "" for what is no section."""
    if not isinstance(entry, yaml.MappingNode) or not isinstance(entry.value[0][1], yaml.SequenceNode):
        return ""
    return next((str(leaf.value) for leaf, _ in leaves(entry.value[0][1])), "")


def _last(node: Any) -> Any:
    """Return the last node that ends where its text does: a block's own end lies beyond the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return node


def _at(node: Any) -> str:
    return f"mkdocs.yml:{node.start_mark.line + 1}"


def write(files: dict[Path, str], config: Path, nav: str) -> None:
    """Write new files, then the new text of mkdocs.yml; if that cannot be done, take back what was written."""
    scratch = config.with_name(f".{config.name}.{os.getpid()}")
    with contextlib.ExitStack() as undo:
        for path, text in {**files, scratch: nav}.items():
            for folder in [folder for folder in reversed(path.parents) if not folder.exists()]:
                folder.mkdir()
                undo.callback(folder.rmdir)
            with path.open("xb") as file:
                undo.callback(path.unlink)
                file.write(text.encode("utf-8"))
        shutil.copymode(config, scratch)
        scratch.replace(config)
        undo.pop_all()
