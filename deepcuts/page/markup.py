"""A snippet as HTML: its listings, its outputs, a question about it, what stands behind it."""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections.abc import Iterable

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer
from pygments.lexers.shell import BashSessionLexer
from pygments.lexers.special import TextLexer

from deepcuts.page import verified
from deepcuts.page.listing import Listing, Row, admitted, bare, helpers, statements
from deepcuts.page.predict import Question
from deepcuts.project import current
from deepcuts.snippet.metadata import in_words
from deepcuts.snippet.snippet import Snippet

LEXERS = {"py": PythonLexer, "console": BashSessionLexer}  # by name: looking one up costs more than to use it


def question_of(snippet: Snippet, asked: Question, part: range | None, number: int) -> str:
    """Return the program without its outputs, the answers to choose from, and, folded, what it prints."""
    main = snippet.main.name, snippet.main, snippet.program
    *above, shown = blocks(
        [
            *(helpers(snippet) if part is None else ()),
            bare(snippet, part),
            Listing(*main, list(statements(snippet, snippet.inline, part=part)), excerpt=True),
        ],
        number,
    )
    answers = "".join(
        f'<label><input type="radio" name="predict {snippet.address}"{" data-right" * (answer == asked.right)}>'
        f"<code>{html.escape(answer, quote=False)}</code></label>"
        for answer in asked.answers
    )
    return (
        f'{"".join(above)}<fieldset class="deepcut-question"><legend>What does it print?</legend>{answers}'
        '<button type="button" hidden>Check</button><p role="status"></p></fieldset>'
        f'<details class="deepcut-answer"><summary>What it prints</summary>{shown}</details>'
    )


def blocks(shown: Iterable[Listing], number: int) -> list[str]:
    """Return the code blocks of the snippet with this number in a page.

    Each has an id, since the theme's copy button makes a CSS selector of the nearest one around the code: the
    snippet's has slashes, and is one for all blocks.
    """
    return [_listing(listing, f"code-{number}-{block}") for block, listing in enumerate(shown)]


def _listing(listing: Listing, name: str) -> str:
    """Return a code block: program rows as they are, outputs as `samp`, which the copy button leaves behind."""
    code = _highlighted(listing.code, listing.path.name)
    body = "".join(
        _only("".join(_row(row, code) for row in rows), *group)
        for group, rows in itertools.groupby(listing.rows, lambda row: (row.pythons, row.other))
    )
    labels = "".join(
        f'<span class="deepcut-label"{_on(label.pythons, label.other)}>{html.escape(label.text)}</span>'
        for label in listing.labels
    )
    title = f'<span class="filename">{html.escape(listing.title)}{labels}</span>'
    css = "highlight deepcut-older" if listing.excerpt else "highlight"
    on = _on((), False) if listing.instead else ""  # who chose a Python sees its outputs in place
    # the theme's copy button and docs/assets/run/snippet.js look for it; as it stands, a browser takes \r for \n
    exact = "" if listing.copied is None else html.escape(listing.copied).replace("\r", "&#13;").replace("\n", "&#10;")
    copy = "" if listing.copied is None else f' data-copy="{exact}"'
    return f'<div class="{css}"{on}>{title}<pre id="{name}"><code tabindex="0"{copy}>{body}</code></pre></div>'


def _row(row: Row, code: list[str]) -> str:
    text = code[row.line - 1] if row.line else html.escape(row.text, quote=False)
    differs = " deepcut-differs" if row.differs else ""
    return f'<samp class="deepcut-{row.kind}{differs}">{text}\n</samp>' if row.kind else f"{text}\n"


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
    needs = re.sub(r"^>=([\d.]+)$", r"\1 or later", str(snippet.requires))
    note = f"This program needs Python {needs}. You see what CPython {runs[-1]} prints."
    return f'{alone}<p class="deepcut-without"{_on(without, True)}>{html.escape(note)}</p>'


def not_run(why: str) -> str:
    return f'<p class="deepcut-not-run">Not run in the browser: {html.escape(why, quote=False)}</p>'


def problem(message: str) -> str:
    return f'<div class="deepcut-problem" role="alert"><samp>{html.escape(message)}</samp></div>'


def footer(snippet: Snippet, repository: str) -> str:
    """Say on which Pythons this very text was verified, for which it is only recorded, and where to object."""
    links = ""
    if repository:
        links = (
            f'<span><a href="{html.escape(verified.source(snippet, repository))}">source</a> '
            f'<a class="deepcut-issue" href="{html.escape(verified.issue_link(snippet, repository))}">'
            "report a wrong claim</a></span>"
        )
    address = f'<a href="#{snippet.address}">{snippet.address}</a>'
    return f'<p class="deepcut-foot">{address}<span>{verified.in_words(snippet)}</span>{links}</p>'


@functools.lru_cache(maxsize=1024)
def _highlighted(text: str, name: str) -> list[str]:
    """Return the lines of a file as HTML."""
    lexer = LEXERS.get(name.rpartition(".")[2], TextLexer)(stripnl=False)
    return highlight(text, lexer, HtmlFormatter(nowrap=True)).removesuffix("\n").split("\n")
