"""How a snippet looks in a page: a Python-Markdown extension. It runs nothing and reads what the tests recorded.

`@snippet` shows a snippet, or the part of it between `# region name` and `# endregion`, and marks the lines that a list
below it names (deepcuts/page/marked.py); `@predict` asks for its output first, and `@which` for the Pythons that print
it (deepcuts/page/predict.py); `@verified` shows a part of the report about all snippets (deepcuts/page/verified.py),
and `@short` the surprises of the chapters (deepcuts/page/short.py). A value in a sentence is shown if the newest
Python, or the named one, printed it there, and fails the build otherwise; it leads to its program
(deepcuts/page/values.py). deepcuts/page/directives.py says how all this is written. A link to a term of
docs/glossary.md carries its definition (deepcuts/page/glossary.py).

With JavaScript, docs/assets/snippets.js shows one Python's outputs in place: each element with `data-on` names the
Pythons that it is for, and `hidden` is how a reader without JavaScript, or without a choice, sees it.

An extension and no MkDocs hook or plugin: Zensical, which follows Material for MkDocs, loads extensions only.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from deepcuts.page import directives, values, verified, versions
from deepcuts.page.glossary import Terms
from deepcuts.page.listing import listings
from deepcuts.page.marked import marked
from deepcuts.page.markup import blocks, fold, height, mark, problem, question_of, without
from deepcuts.page.predict import question
from deepcuts.page.runner import data, why_not
from deepcuts.page.short import FRONT, listed
from deepcuts.page.tables import VersionRows
from deepcuts.page.theme import Theme
from deepcuts.project import SnippetError, current
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet

LIST = re.compile(rf"@(?:snippet|{'|'.join(directives.QUESTIONS)})\b")
REPORTS = ("verified", "short")
"""The directives that show no snippet."""


class DeepCutsExtension(Extension):
    """Registers the directives and the inline form."""

    def __init__(
        self,
        *,
        problems: list[tuple[str, str]] | None = None,
        failures: dict[str, str] | None = None,
        repository: str = "",
    ) -> None:
        super().__init__()
        self.problems = problems
        """Takes in everything that is wrong, (what the page says, message), and the page shows it. Else the first
        raises."""
        self.failures = failures or {}
        """What a run has just complained about, by address: shown above the snippet."""
        self.repository = repository
        """The address of the repository on the web; with one, each snippet links its source and an issue form."""
        self.shown: list[Snippet] = []
        """What this page has shown so far: an HTML id is given once."""
        self.found = verified.finder()
        """All snippets, read once a page."""
        self.values = 0
        """How many values of sentences were found in an output."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
        # before paragraphs, 10: whatever else a line can be, it is not `@snippet`
        md.parser.blockprocessors.register(Directives(md.parser, self), "deepcuts-directive", 12)
        md.inlinePatterns.register(Value(directives.VALUE, md, self), "deepcuts-value", 191)  # before backticks, 190
        md.inlinePatterns.register(Versions(directives.VERSION, md, self), "deepcuts-version", 189)  # after code
        md.treeprocessors.register(Terms(md, self.refuse), "deepcuts-terms", 5)  # links are made at 20, rewritten at 0
        md.treeprocessors.register(VersionRows(md), "deepcuts-rows", 6)  # versions are made at 20
        md.treeprocessors.register(Theme(md), "deepcuts-theme", 4)  # after the links to headings, 5
        quoted = values.Links(md, lambda: {snippet.address for snippet in self.shown})
        md.treeprocessors.register(quoted, "deepcuts-values", 3)
        md.treeprocessors.register(PageStatus(md, self), "deepcuts-status", 1)  # after footnotes, 50: it comes last

    def reset(self) -> None:
        self.shown = []
        self.found = verified.finder()

    def refuse(self, said: str, error: Exception) -> None:
        if self.problems is None:
            raise error
        self.problems.append((said, str(error)))


class Directives(BlockProcessor):
    """What a directive shows, in its place."""

    def __init__(self, parser: object, extension: DeepCutsExtension) -> None:
        super().__init__(parser)  # type: ignore[arg-type]
        self.extension = extension

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(directives.SIGN.search(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        block = blocks.pop(0).strip()
        while LIST.match(block) and blocks and blocks[0].startswith("- "):
            block += f"\n{blocks.pop(0)}"  # lines that matter and answers are a list, with a blank line above it
        said = next(row.strip() for row in block.split("\n") if directives.SIGN.match(row))
        try:
            self.show(parent, directives.read(block))
        except (SnippetError, ValueError) as error:
            self.extension.refuse(said, error)
            self.place(parent, problem(f"{said}\n{error}"))

    def show(self, parent: etree.Element, directive: directives.Directive) -> None:
        if directive.name in REPORTS and not directive.rows:
            self.report(parent, directive)
            return
        address, region = directive.target()
        snippet = load(address)
        part = snippet.region(region) if region else None
        number = len(self.extension.shown)
        shown = [*listings(snippet, part)]
        why = why_not(snippet, region)
        stamp = mark(snippet, self.extension.repository, why)
        if directive.name in directives.QUESTIONS:
            asked = question(directive.name, snippet, part, [*directive.rows])
            content = question_of(snippet, asked, part, number, stamp)
        else:
            content = "".join(blocks(marked(snippet.address, directive.rows, shown), number, stamp))
        if failure := self.extension.failures.get(snippet.address):
            content = problem(failure) + content
        element = self.place(parent, f"{without(snippet)}{content}")
        element.set("class", f"deepcut {height(shown)}")
        element.set("data-address", snippet.address)
        if not self.extension.shown:  # once a page is enough
            element.set("data-pythons", " ".join(current().pythons))
        if all(snippet.address != other.address for other in self.extension.shown):
            element.set("id", snippet.address)
        if not why:
            element.set("data-run", data(snippet))
        self.extension.shown.append(snippet)

    def report(self, parent: etree.Element, directive: directives.Directive) -> None:
        """Show what is told of all snippets, or of all chapters, in Markdown."""
        element = etree.SubElement(parent, "div", {"class": "deepcut-report"})
        if directive.name == "verified":
            text = verified.report(directive.argument, self.extension.repository, self.extension.found)
        else:
            text = listed(directive.argument)
            element.set("class", "deepcut-cards" if directive.argument == FRONT else "deepcut-chapters")
        self.parser.parseChunk(element, text)
        if directive.name == "verified":
            fold(element)

    def place(self, parent: etree.Element, content: str) -> etree.Element:
        element = etree.SubElement(parent, "div", {"class": "deepcut"})
        element.text = AtomicString(self.parser.md.htmlStash.store(content))
        return element


class Value(InlineProcessor):
    """A value that a sentence quotes from an output."""

    def __init__(self, pattern: str, md: Markdown, extension: DeepCutsExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        element = etree.Element("code", {"class": "deepcut-value"})
        element.text = AtomicString(value := " ".join(m["value"].split("\n")))
        try:
            address, version = directives.source_of(m[0], m["source"])
            if not values.printed(value, load(address), version):
                on = f" on {version}" if version else ""
                raise ValueError(f"{address} does not print {value!r}{on}")
            element.set("data-from", address)  # for deepcuts/page/values.py
            self.extension.values += 1
        except (SnippetError, ValueError) as error:
            self.extension.refuse(m[0], error)
            element.set("class", "deepcut-value deepcut-problem")
            element.set("title", str(error))
        return element, m.start(0), m.end(0)


class Versions(InlineProcessor):
    """A version in a sentence, which is compared with what is recorded."""

    def __init__(self, pattern: str, md: Markdown, extension: DeepCutsExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]
        element = etree.Element("span", {"class": "deepcut-version"})
        element.text = AtomicString(" ".join(m["words"].split("\n")))
        try:
            versions.look_up(m["words"], m["about"])
        except (SnippetError, ValueError) as error:
            self.extension.refuse(m[0], error)
            element.set("class", "deepcut-problem")
            element.set("title", str(error))
        return element, m.start(0), m.end(0)


class PageStatus(Treeprocessor):
    """The end of a page that shows snippets: what stands behind them."""

    def __init__(self, md: Markdown, extension: DeepCutsExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        if shown := {snippet.address: snippet for snippet in self.extension.shown}:
            # the search would find these words on every page
            end = etree.SubElement(root, "p", {"class": "deepcut-status", "data-search-exclude": ""})
            end.text = verified.summary([*shown.values()])


def makeExtension(**kwargs: Any) -> DeepCutsExtension:
    return DeepCutsExtension(**kwargs)
