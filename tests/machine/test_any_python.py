"""What is read and written is the same whichever supported Python runs the tools."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deepcuts.interpreter import Interpreter
from deepcuts.outputs import Line
from deepcuts.snippet import ROOT
from tests.pythons import here

WRITTEN = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from deepcuts.outputs import Line
every = [chr(code) for code in range(sys.maxunicode + 1)]
alone = [str(Line("out", f"{character}\\n")) for character in every[:0x20000]]  # nearly all letters and pictures
together = str(Line("out", "".join(every)))
print(hashlib.sha256("".join([*alone, together]).encode()).hexdigest())
"""
HIDDEN = """
import sys, unicodedata
kinds = "Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"
for code in range(sys.maxunicode + 1):
    no_character = 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
    if (unicodedata.category(chr(code)) in kinds and chr(code) != " ") or no_character:
        print(code)
"""


def tell(python: Path, program: str) -> str:
    """What a program prints on a Python that has nothing but its standard library."""
    command = [str(python), "-I", "-S", "-c", program, str(ROOT)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert "" == done.stderr
    return done.stdout


def test_every_character_is_written_the_same(python: Interpreter) -> None:
    assert tell(Path(sys.executable), WRITTEN) == tell(python.executable, WRITTEN)


def test_what_is_escaped_cannot_be_seen() -> None:
    """By the Unicode data of the newest Python; what is not assigned yet may be a letter in the next one's."""
    hidden = {int(line) for line in tell(here("3.15").executable, HIDDEN).split()}
    escaped = {code for code in range(sys.maxunicode + 1) if str(Line("out", f"{chr(code)}a\n")).startswith("#>\\")}
    assert hidden == escaped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\U0001fadf\n", "#> \U0001fadf"),  # a splatter, since Unicode 16.0
        ("\U000110bd\n", "#>\\ \\U000110bd\\n"),  # a sign that formats numbers
        ("\U00013430\n", "#>\\ \\U00013430\\n"),
        ("\u0378\n", "#> \u0378"),  # assigned to nothing
        ("\ufdd0\n", "#>\\ \\ufdd0\\n"),
        ("\U0001fffe\n", "#>\\ \\U0001fffe\\n"),
        ("\U0001fffd\n", "#> \U0001fffd"),
        ("a\u3000\n", "#>\\ a\\u3000\\n"),
        ("a \n", "#>\\ a \\n"),
    ],
)
def test_a_character_of_any_age(text: str, shown: str) -> None:
    assert shown == str(Line("out", text))
