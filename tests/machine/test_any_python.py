"""What is read and written is the same whichever supported Python runs the tools."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.outputs import Line
from deepcuts.snippet.program import places, split
from tests.files import ROOT
from tests.pythons import here

WRITTEN = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from deepcuts.snippet.outputs import Line
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


def tell(python: Path, program: str, given: str = "") -> str:
    """What a program prints on a Python that has nothing but its standard library."""
    command = [str(python), "-I", "-S", "-X", "utf8", "-c", program, str(ROOT)]
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)
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


# Programs whose strings only some Pythons read, or none: (the file, the program without its output lines).
ODD = {
    "a quote in a field": (
        'print(f"{"#> x"}")\n#> #> x\n',
        'print(f"{"#> x"}")\n',
    ),
    "a line that looks like an output in a field": (
        'print(f"{\n#> x\n1}")\n#> 1\n',
        'print(f"{\n#> x\n1}")\n',
    ),
    "a line that looks like an output in a string in a field": (
        "print(f'''{'''\n#> x\n'''}''')\n#> x\n",
        "print(f'''{'''\n#> x\n'''}''')\n",
    ),
    "fields in fields": (
        "print(f'{f'{f'#> {1}'}'}  # 2')\n#> 1\n",
        "print(f'{f'{f'#> {1}'}'}  # 2')\n",
    ),
    "a format that is a field": (
        "print(f'{1:{'>'}{'4'}}#> ')  # 2\n#>    1#>\n",
        "print(f'{1:{'>'}{'4'}}#> ')  # 2\n",
    ),
    "brackets in a field": (
        "print(f'{ {'#> ': '}'}['#> '] }')\n#> }\n",
        "print(f'{ {'#> ': '}'}['#> '] }')\n",
    ),
    "a backslash before a field": (
        "print(rf'\\{'#> '}', f'\\N{BULLET}\\'{'#> '}')\n#> 1\n",
        "print(rf'\\{'#> '}', f'\\N{BULLET}\\'{'#> '}')\n",
    ),
    "a name in a raw string is a field": (
        "print(fR'\\N{'#> '}')\n#> 1\n",
        "print(fR'\\N{'#> '}')\n",
    ),
    "a template": (
        'print(tr"{\'"\'}{"#> "}")\n#> Template\n',
        'print(tr"{\'"\'}{"#> "}")\n',
    ),
    "no template": (
        "print(b'{', x'{', ft'{\n#> 1\ny = '}'\n#> 2\n",
        "print(b'{', x'{', ft'{\ny = '}'\n",
    ),
    "a field that never closes": (
        'print(f\'{x\')\n#> 1\ny = """\n#> z\n"""\n\n#! SyntaxError\n',
        'print(f\'{x\')\ny = """\n#> z\n"""\n',
    ),
    "a string that never closes": (
        'don\'t\n#> 1\ny = """\n#> z\n"""\n\n#! SyntaxError\n',
        'don\'t\ny = """\n#> z\n"""\n',
    ),
    "a string of several lines that never closes": (
        'f()\n#> 1\nx = f"""{\'\n\'}\ny\n#> 2\n\n#! SyntaxError\n',
        'f()\nx = f"""{\'\n\'}\ny\n',
    ),
    "a string with a backslash at the end of its line": (
        "x = 'a\\\r\n#> 1'\r\n#> 2\r\n",
        "x = 'a\\\r\n#> 1'\r\n",
    ),
    "brackets that do not match": (
        "f((]\n#> 1\nx)\n#> 2\n)\n'''\n#> 3\n'''\n",
        "f((]\nx)\n)\n'''\n#> 3\n'''\n",
    ),
    "characters that Python does not know": (
        "$ x? !\n#> 1\n\x00\u20ac '''\n#> 2\n'''\n",
        "$ x? !\n\x00\u20ac '''\n#> 2\n'''\n",
    ),
    "numbers that Python does not know": (
        "x = 0777 + 1_ + 0b2 + 1orf'#'\n#> 1\n",
        "x = 0777 + 1_ + 0b2 + 1orf'#'\n",
    ),
    "indentation that fits nothing": (
        "if x:\n        g()\n    h()\n    #> 1\n'''\n#> 2\n'''\n",
        "if x:\n        g()\n    h()\n'''\n#> 2\n'''\n",
    ),
}
SPLIT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from deepcuts.snippet.program import places, split
def read(text):
    program, outputs = split(text)
    return repr((program, dict(outputs), places(program)))
print(json.dumps([read(text) for text in json.loads(sys.stdin.read())]))
"""
# What `tokenize` says where Python can read a program: comments outside of strings, and logical lines.
TOKENIZED = """
import io, pathlib, sys, tokenize
sys.path.insert(0, sys.argv[1])
from deepcuts.snippet.source import tokens
def read(text):
    start, inside = None, 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[token.type]
        inside += name.endswith("STRING_START") - name.endswith("STRING_END")
        if name == "COMMENT" and not inside:
            yield token.start
        elif name == "NEWLINE":
            yield start, token.start[0]
            start = None
        elif not start and token.string.strip() and name not in ("COMMENT", "DEDENT"):
            start = token.start
def ours(text):
    start = None
    for token in tokens(text):
        if token.kind == "comment":
            yield token.row, token.column
        elif token.kind == "end":
            yield start, token.row
            start = None
        else:
            start = start or (token.row, token.column)
for path in pathlib.Path(tokenize.__file__).parent.glob("*.py"):
    text = path.read_text("utf-8") if path.is_file() else ""
    if 'f"' in text or "f'" in text:
        print(path.name, [*read(text)] == [*ours(text)])
"""


@pytest.mark.parametrize(("text", "program"), ODD.values(), ids=ODD)
def test_what_only_some_pythons_read_is_split_like_the_rest(text: str, program: str) -> None:
    assert program == split(text)[0]


def test_every_program_is_split_the_same(python: Interpreter) -> None:
    texts = [text for text, _ in ODD.values()]

    def read(text: str) -> str:
        program, outputs = split(text)
        return repr((program, dict(outputs), places(program)))

    assert [read(text) for text in texts] == json.loads(tell(python.executable, SPLIT, json.dumps(texts)))


def test_modules_of_the_standard_library_are_read_as_python_reads_them() -> None:
    """The newest Python, whose strings may stand in each other."""
    read = dict(line.split() for line in tell(here("3.15").executable, TOKENIZED).splitlines())
    assert len(read) > 50
    assert [] == [name for name, same in read.items() if same != "True"]
