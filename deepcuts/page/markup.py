"""A snippet as HTML: its listings, its outputs, a question about it, what stands behind it."""

from __future__ import annotations

import functools
import html
import itertools
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from typing import NamedTuple

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pygments.lexers.shell import BashSessionLexer
from pygments.lexers.special import TextLexer

from deepcuts.page import verified
from deepcuts.page.listing import Listing, admitted, bare, helpers, listings, needed, since
from deepcuts.page.predict import Question
from deepcuts.page.rows import Row
from deepcuts.page.statements import disputed, statements
from deepcuts.page.weight import QUIET, STRONG
from deepcuts.project import current
from deepcuts.snippet.metadata import in_words
from deepcuts.snippet.outputs import OUTPUT
from deepcuts.snippet.snippet import Snippet

HEIGHTS = (8, 12, 18, 26, 38, 55)
"""docs/assets/snippets.css has a class for each."""
LEXERS = {"py": PythonLexer, "console": BashSessionLexer}  # by name: looking one up costs more than to use it


class Mark(NamedTuple):
    """What the name line of a program says of it, as HTML."""

    short: str
    """How far it is verified; and why it cannot be run in the page, where it cannot."""
    opened: str
    """On which Pythons; its address, its source, and where to object."""


def question_of(snippet: Snippet, asked: Question, part: range | None, number: int, mark: Mark) -> str:
    """Return the program without its outputs, the answers to choose from, and, folded, what it prints.

    Where the question is which Pythons print something, that is shown above the answers.
    """
    main = snippet.main.name, snippet.main, snippet.program
    above = [*(helpers(snippet) if part is None else ()), bare(snippet, part)]
    below = [Listing(*main, list(statements(snippet, part)), excerpt=True)]
    if newest := since(snippet, part):
        above.append(Listing("This", snippet.main, snippet.program, [*disputed(snippet, part)], excerpt=True))
        below += [listing for listing in listings(snippet, part) if listing.instead]
    made = blocks([*above, *below], number, mark)
    name = f"question {snippet.address}"
    answers = "".join(
        f'<label><input type="radio" name="{name}"{" data-right" * (answer == asked.right)}>'
        f"<code>{html.escape(answer, quote=False)}</code></label>"
        for answer in asked.answers
    )
    reasons = "".join(
        f"<li><code>{html.escape(answer, quote=False)}</code><span>{_words(asked.reasons[answer])}</span></li>"
        for answer in asked.answers
        if answer in asked.reasons
    )
    return (
        f'{"".join(made[: len(above)])}<fieldset class="deepcut-question"><legend>{asked.asks}</legend>{answers}'
        '<button type="button" hidden>Check</button><p role="status"></p></fieldset>'
        f'<details class="deepcut-answer"><summary>{"What it prints" if not newest else "Which, and what others print"}'
        f"</summary>{''.join(made[len(above) :])}<p>Why not the others:</p><ul>{reasons}</ul></details>"
    )


def _words(text: str) -> str:
    """Return a sentence with code in it as HTML."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def fold(report: etree.Element) -> None:
    """Fold what stands below each third-level heading of a report; the heading itself is what one opens."""
    for element in [*report]:
        if element.tag == "h3":
            folded = etree.Element("details")
            report.insert([*report].index(element), folded)
            summary = etree.SubElement(folded, "summary")
            summary.text, summary[:] = element.text, [*element]
            report.remove(element)
        elif (above := report.find("details[last()]")) is not None:
            report.remove(element)
            above.append(element)


def blocks(shown: Iterable[Listing], number: int, mark: Mark) -> list[str]:
    """Return the code blocks of the snippet with this number in a page.

    Each has an id, since the theme's copy button makes a CSS selector of the nearest one around the code: the
    snippet's has slashes, and is one for all blocks.
    """
    listed = list(shown)
    program = max(at for at, listing in enumerate(listed) if not listing.excerpt)
    return [
        _listing(listing, f"code-{number}-{at}", mark if at == program else None) for at, listing in enumerate(listed)
    ]


def height(shown: Iterable[Listing]) -> str:
    """Return the class that says about how high this is, for a browser that has not laid it out yet; in rem."""
    counts = [0 if listing.instead or listing.folded else len(listing.rows) for listing in shown]
    high = sum(1.7 + (0.6 + count if count else 0) for count in counts)
    return f"deepcut-{min(HEIGHTS, key=lambda step: abs(step - high))}"


def _listing(listing: Listing, name: str, mark: Mark | None) -> str:
    """Return a code block: program rows as they are, outputs as `samp`, which the copy button leaves behind."""
    code = _highlighted(listing.code, listing.path.name)
    body = "".join(
        _only("".join(_row(row, code) for row in rows), *group)
        for group, rows in itertools.groupby(listing.rows, lambda row: (row.pythons, row.other))
    )
    # the theme's copy button and docs/assets/run/snippet.js look for it; as it stands, a browser takes \r for \n
    exact = "" if listing.copied is None else html.escape(listing.copied).replace("\r", "&#13;").replace("\n", "&#10;")
    copy = "" if listing.copied is None else f' data-copy="{exact}"'
    block = f'<pre id="{name}"><code tabindex="0"{copy}>{body}</code></pre>' if listing.rows else ""
    title = html.escape(listing.title, quote=False)
    if listing.instead:  # who chose a Python sees its outputs in place
        return f'<details class="highlight deepcut-older"{_on((), False)}><summary>{title}</summary>{block}</details>'
    named = f'<span class="filename">{title}</span>'
    if listing.folded:
        purpose = html.escape(listing.folded, quote=False)
        return f'<details class="highlight"><summary>{named}<span>{purpose}</span></summary>{block}</details>'
    if mark:
        labels = "".join(
            f'<span class="deepcut-label"{_on(label.pythons, label.other)}>{html.escape(label.text)}</span>'
            for label in listing.labels
        )
        summary = f"<summary>{named}{labels}{mark.short}</summary>"
        named = f'<details class="deepcut-mark">{summary}{mark.opened}</details>'
    css = "highlight deepcut-older" if listing.excerpt else "highlight"
    return f'<div class="{css}">{named}{block}</div>'


def _row(row: Row, code: list[str]) -> str:
    text = code[row.line - 1] if row.line else html.escape(row.text, quote=False)
    if not row.kind:
        return f"{_weighed(row, text)}\n"
    if found := OUTPUT.fullmatch(row.text):
        # nobody sees it, and it is not read out; it is there for who copies from the page, or has no style sheet
        indent, said = found["indent"], found["text"] or ""
        sign = row.text[len(indent) : len(row.text) - len(said)]
        text = f'{indent}<i aria-hidden="true">{html.escape(sign)}</i>{html.escape(said, quote=False)}'
    css = f"deepcut-{row.kind}" + (f" deepcut-{row.weight}" if row.weight else "") + " deepcut-first" * row.first
    return f'<samp class="{css}">{text}\n</samp>'


def _weighed(row: Row, text: str) -> str:
    """Return a row of a program: marked, in grey without the colours of code, or as it is."""
    if row.weight == STRONG:
        return f"<mark>{text}</mark>"
    if row.weight == QUIET and text:
        return f'<span class="deepcut-quiet">{html.escape(row.text, quote=False)}</span>'
    return text


def _only(content: str, pythons: tuple[str, ...], other: bool) -> str:
    """Mark rows that only some Pythons print there."""
    return f"<span{_on(pythons, other)}>{content}</span>" if pythons else content


def _on(pythons: tuple[str, ...], other: bool) -> str:
    """Return the attributes of what is for some Pythons only: hidden where it is not for the newest of them."""
    return f' data-on="{" ".join(pythons)}"{" hidden" if other else ""}'


def without(snippet: Snippet) -> str:
    """Return a note for the Pythons that cannot run a snippet, and for systems that cannot."""
    runs = admitted(snippet)
    without = tuple(python for python in current().pythons if python not in runs)
    system = f"This program is for {in_words(snippet.systems)}." if snippet.systems else ""
    alone = f'<p class="deepcut-without">{html.escape(system)}</p>' if system else ""
    if not without:
        return alone
    note = f"This program needs Python {needed(snippet)}. You see what CPython {runs[-1]} prints."
    return f'{alone}<p class="deepcut-without"{_on(without, True)}>{html.escape(note)}</p>'


def problem(message: str) -> str:
    return f'<div class="deepcut-problem" role="alert"><samp>{html.escape(message)}</samp></div>'


def mark(snippet: Snippet, repository: str, why_not: str) -> Mark:
    """Return what stands behind a program: the Pythons that this very text was verified on, or is only recorded for."""
    links = ""
    if repository:
        links = (
            f' <a href="{html.escape(verified.source(snippet, repository))}">source</a>'
            f' <a class="deepcut-issue" href="{html.escape(verified.issue_link(snippet, repository))}">'
            "report a wrong claim</a>"
        )
    on, said = verified.in_short(snippet)
    short = f'<span class="deepcut-recorded">{said}</span>'
    if on:
        short = f'<span class="deepcut-verified"><span>{on} </span>{said}</span>'
    why = f'<span class="deepcut-not-run">{html.escape(why_not, quote=False)}</span>' if why_not else ""
    address = f'<a href="#{snippet.address}">{snippet.address}</a>'
    return Mark(f"{short}{why}", f"<p>{html.escape(verified.in_words(snippet))}</p><p>{address}{links}</p>")


@functools.lru_cache(maxsize=1024)
def _highlighted(text: str, name: str) -> list[str]:
    """Return the lines of a file as HTML."""
    lexer = LEXERS.get(name.rpartition(".")[2], TextLexer)(stripnl=False)
    return highlight(text, lexer, HtmlFormatter(nowrap=True)).removesuffix("\n").split("\n")
