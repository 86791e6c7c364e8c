"""The right answer to a question is what the snippet prints, as it prints it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from deepcuts.page.predict import question
from deepcuts.snippet.snippet import Snippet

Write = Callable[..., Snippet]
NO = ["- no", "  : because"]


def test_the_answer_is_in_the_order_of_the_program(write: Write) -> None:
    """The body of a statement before the statement itself; what never got its newline gets one."""
    text = "if True:\n    f()\n    #> one\ng()\n#> two\nif True:\n    h()\n    #>\\ three\n#> four\n#> X  \n\n#> late\n"
    assert "one\ntwo\nthree\nfour\nX  \nlate" == question("predict", write("c.py", text), None, NO).right


@pytest.mark.parametrize("text", ["X", "1  "])
def test_the_last_line_is_whole(write: Write, text: str) -> None:
    assert text == question("predict", write("c.py", f"f()\n#> {text}\n"), None, NO).right


def test_a_wrong_answer_keeps_its_indentation(write: Write) -> None:
    asked = question("predict", write("c.py", "f()\n#> 1\n"), None, ["- a  ", "     b  ", "  : why"])
    assert {"1", "a\n   b"} == set(asked.answers)


def test_a_question_without_answers_is_none(write: Write) -> None:
    with pytest.raises(
        ValueError, match=r"^below `@predict address` stands a list of wrong answers: `- text`, `  : why"
    ):
        question("predict", write("c.py", "f()\n#> 1\n"), None, [])
