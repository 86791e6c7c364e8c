"""Predict first: a question about a snippet that asks the reader to choose its output before it is shown.

    @predict import-cache/circular-imports/imports-itself

    - a wrong answer
    - a wrong answer
      of two lines

The right answer is what every Python prints; it is read from the outputs and never typed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from deepcuts.snippet.snippet import Snippet


@dataclass(frozen=True)
class Question:
    """The answers that a reader may choose from."""

    right: str
    answers: tuple[str, ...]
    """All of them; where the right one stands depends on nothing but their texts and the address."""


def question(snippet: Snippet, part: range | None, rows: list[str]) -> Question:
    """Return the question about a snippet or a part of it, with the wrong answers that these rows of a page list.

    Raises ValueError where there is no one right answer, or where a wrong one is none.
    """
    right = _printed(snippet, part)
    wrong = _answers(rows)
    if not wrong:
        raise ValueError("below `@predict address` stands a list of wrong answers: `- text`")
    for number, answer in enumerate(wrong):
        if _plain(answer) == _plain(right):
            raise ValueError(f"{answer!r} is not a wrong answer: {snippet.address} prints it")
        if _plain(answer) in map(_plain, wrong[:number]):
            raise ValueError(f"the wrong answer {answer!r} is given twice")
    order = {text: hashlib.sha256(f"{snippet.address} {text}".encode()).digest() for text in (right, *wrong)}
    return Question(right, tuple(sorted(order, key=lambda text: order[text])))


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


def _answers(rows: list[str]) -> list[str]:
    """Return the answers of a list: `- text`, and further lines of it indented by two spaces."""
    answers: list[str] = []
    for row in rows:
        if row.startswith("- ") and row[2:].strip():
            answers.append(row[2:].rstrip())
        elif row.startswith("  ") and answers:
            answers[-1] += f"\n{row[2:].rstrip()}"
        else:
            raise ValueError(f"{row!r}: a wrong answer is `- text`, its further lines are indented by two spaces")
    return answers


def _plain(text: str) -> str:
    """Return what a reader sees: spaces make no other answer."""
    return " ".join(text.split())
