"""What a page says to the runner of the reader's browser."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from deepcuts.page import runner
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet

Write = Callable[..., Snippet]


def test_a_page_says_what_is_expected_and_where(write: Write) -> None:
    text = "import helper\n#> hi\nfor i in 1, 2:\n    print(i)\n    #> 1\n    #> 2\n"
    snippet = write("claim/main.py", text, helper="print('hi')\n")
    data = json.loads(runner.data(snippet))
    assert (["helper.py", "main.py"], {}) == (data["files"], data["binary"])
    assert [[0, "out", "hi\n"], [2, "out", "1\n"], [2, "out", "2\n"]] == data["expected"]
    assert [3, 0, 1, 2, 3] == data["at"], "by line of the program as it is copied, without its outputs"
    assert ("3.14", {}) == (data["python"], data["masks"])


def test_the_last_line_has_a_place_without_a_newline_too(write: Write) -> None:
    assert [1, 0] == json.loads(runner.data(write("claim.py", "x = 1")))["at"][:2]


def test_what_is_no_text_comes_along_in_base64(write: Write) -> None:
    snippet = write("claim/main.py", "import zipimport\n", helper="")
    (snippet.folder / "data.zip").write_bytes(b"PK\xff\0")
    snippet = load(snippet.address, snippet.folder.parents[2])
    data = json.loads(runner.data(snippet))
    assert {"data.zip": base64.b64encode(b"PK\xff\0").decode()} == data["binary"]
    (snippet.folder / "data.zip").write_bytes(b"nul\0\n")  # UTF-8, but a page cannot say it
    assert {"data.zip": "bnVsAAo="} == json.loads(runner.data(snippet))["binary"]


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("claim.console", "$ python -V\n#> x\n", "command lines"),
        ("claim.py", "import threading\n", "starts threads"),
        ("claim.py", "from multiprocessing import Process\n", "starts processes"),
        ("claim.py", '# /// script\n# requires-python = ">=3.15"\n# ///\n', "needs Python 3.15 or later"),
    ],
)
def test_what_cannot_run_in_a_browser_says_why(write: Write, file: str, text: str, why: str) -> None:
    assert f"{why}: not in a browser" == runner.why_not(write(file, text), "")
    assert "a part: run it where it stands whole" == runner.why_not(write(file, text), "region")
    assert "" == runner.why_not(write("other.py", "print(1)\n#> 1\n"), "")
