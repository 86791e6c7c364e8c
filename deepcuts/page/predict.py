"""Questions about a snippet, which a reader answers before its output is shown.

    @predict import-cache/circular-imports/imports-itself

    - a wrong answer
      : why somebody would think so, and why it is wrong
    - a wrong answer
      of two lines
      : why it is wrong

`@which` asks which Pythons print what the newest one prints; its answers are ranges of versions. The right answer is
read from the outputs and never typed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from deepcuts.page.listing import since
from deepcuts.snippet.snippet import Snippet


@dataclass(frozen=True)
class Question:
    """The answers that a reader may choose from."""

    asks: str
    right: str
    reasons: dict[str, str]
    """Why each wrong answer is wrong; where the right one stands among them depends on their texts and the address."""
    answers: tuple[str, ...]


def question(name: str, snippet: Snippet, part: range | None, rows: list[str]) -> Question:
    """Return the question about a snippet or a part of it, with the wrong answers that these rows of a page list.

    Raises ValueError where there is no one right answer, or where a wrong one is none or has no reason.
    """
    asks, right = _asked(name, snippet, part)
    wrong = _answers(name, rows)
    reasons: dict[str, str] = {}
    for answer, reason in wrong:
        if _plain(answer) == _plain(right):
            raise ValueError(f"{answer!r} is not a wrong answer: {snippet.address} prints it")
        if _plain(answer) in map(_plain, reasons):
            raise ValueError(f"the wrong answer {answer!r} is given twice")
        if not reason:
            raise ValueError(f"the wrong answer {answer!r} has no reason; below it stands `  : why it is wrong`")
        reasons[answer] = reason
    order = {text: hashlib.sha256(f"{snippet.address} {text}".encode()).digest() for text in (right, *reasons)}
    return Question(asks, right, reasons, tuple(sorted(order, key=lambda text: order[text])))


def _asked(name: str, snippet: Snippet, part: range | None) -> tuple[str, str]:
    """Return what is asked, and the right answer."""
    if name == "predict":
        return "What does it print?", _printed(snippet, part)
    if not (right := since(snippet, part)):
        raise ValueError(f"{snippet.address} prints the same on every Python; ask `@predict {snippet.address}`")
    return "Which Pythons print this?", right


def _printed(snippet: Snippet, part: range | None) -> str:
    texts = {
        "".join(
            line.text if line.text.endswith("\n") else f"{line.text}\n"
            for place in outputs.places()
            if part is None or place.line in part
            for line in outputs[place]
        ).rstrip("\n")
        for outputs in (snippet.inline, *snippet.older.values())
    }
    if len(texts) > 1:
        raise ValueError(f"{snippet.address} prints different things on different Pythons: no one answer is right")
    (text,) = texts
    if not text:
        raise ValueError(f"{snippet.address} prints nothing that a reader could predict")
    return text


def _answers(name: str, rows: list[str]) -> list[tuple[str, str]]:
    """Return the answers of a list, each with its reason: `- text`, further lines and `: reason`, indented."""
    answers: list[tuple[str, str]] = []
    for row in rows:
        text, reason = answers[-1] if answers else ("", "")
        if row.startswith("- ") and row[2:].strip():
            answers.append((row[2:].rstrip(), ""))
        elif row.startswith("  : ") and answers and not reason:
            answers[-1] = text, row[4:].strip()
        elif row.startswith("  ") and answers and not reason:
            answers[-1] = f"{text}\n{row[2:].rstrip()}", ""
        else:
            raise ValueError(
                f"{row!r}: a wrong answer is `- text`, its further lines are indented by two spaces, the last is"
                " `  : why it is wrong`"
            )
    if not answers:
        raise ValueError(f"below `@{name} address` stands a list of wrong answers: `- text`, `  : why it is wrong`")
    return answers


def _plain(text: str) -> str:
    """Return what a reader sees: spaces make no other answer."""
    return " ".join(text.split())
