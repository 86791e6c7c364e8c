"""What a scanner of ours makes of Python source: comments, strings, logical lines and statements, on every Python.

test_properties.py and test_any_python.py compare with Python itself; here is each turn that the scanner takes.
"""

from __future__ import annotations

import pytest

from deepcuts.snippet.source import statements, tokens

TOKENS = {  # text: kind, text, row, column and depth of each part
    "x = 1  # one\n": [
        ("word", "x", 1, 0, 0),
        ("sign", "=", 1, 2, 0),
        ("word", "1", 1, 4, 0),
        ("comment", "# one", 1, 7, 0),
        ("end", "\n", 1, 12, 0),
    ],
    "f(a,\n  b)  # two\n\ny\n": [
        ("word", "f", 1, 0, 0),
        ("sign", "(", 1, 1, 0),
        ("word", "a", 1, 2, 1),
        ("sign", ",", 1, 3, 1),
        ("word", "b", 2, 2, 1),
        ("sign", ")", 2, 3, 0),
        ("comment", "# two", 2, 6, 0),
        ("end", "\n", 2, 11, 0),
        ("word", "y", 4, 0, 0),
        ("end", "\n", 4, 1, 0),
    ],
    '"""never\nends # no\n': [
        ("open", '"""never\nends # no\n', 1, 0, 0),
    ],
    "'broken\nx  # yes\n": [
        ("string", "'broken", 1, 0, 0),
        ("end", "\n", 1, 7, 0),
        ("word", "x", 2, 0, 0),
        ("comment", "# yes", 2, 3, 0),
        ("end", "\n", 2, 8, 0),
    ],
    "a\\\n  b\n": [
        ("word", "a", 1, 0, 0),
        ("word", "b", 2, 2, 0),
        ("end", "\n", 2, 3, 0),
    ],
    'f"{x}#" # c\n': [
        ("string", 'f"{x}#"', 1, 0, 0),
        ("comment", "# c", 1, 8, 0),
        ("end", "\n", 1, 11, 0),
    ],
    'f"{x!r:>{width}}" # c\n': [
        ("string", 'f"{x!r:>{width}}"', 1, 0, 0),
        ("comment", "# c", 1, 18, 0),
        ("end", "\n", 1, 21, 0),
    ],
    'f"{{#}}" # c\n': [
        ("string", 'f"{{#}}"', 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    'f"{d["#"]}" # c\n': [
        ("string", 'f"{d["#"]}"', 1, 0, 0),
        ("comment", "# c", 1, 12, 0),
        ("end", "\n", 1, 15, 0),
    ],
    "f'''{\n x # inside\n}''' # c\n": [
        ("string", "f'''{\n x # inside\n}'''", 1, 0, 0),
        ("comment", "# c", 3, 5, 0),
        ("end", "\n", 3, 8, 0),
    ],
    'rf"\\{x}" # c\n': [
        ("string", 'rf"\\{x}"', 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    'f"\\{x}" # c\n': [
        ("string", 'f"\\{x}"', 1, 0, 0),
        ("comment", "# c", 1, 8, 0),
        ("end", "\n", 1, 11, 0),
    ],
    'f"\\N{DASH}{x}" # c\n': [
        ("string", 'f"\\N{DASH}{x}"', 1, 0, 0),
        ("comment", "# c", 1, 15, 0),
        ("end", "\n", 1, 18, 0),
    ],
    'f"{x:{{#}}}" # c\n': [
        ("string", 'f"{x:{{#}}}" # c', 1, 0, 0),
        ("end", "\n", 1, 16, 0),
    ],
    't"{x}" # c\n': [
        ("string", 't"{x}"', 1, 0, 0),
        ("comment", "# c", 1, 7, 0),
        ("end", "\n", 1, 10, 0),
    ],
    'f"{x:\n# c\n': [
        ("string", 'f"{x:', 1, 0, 0),
        ("end", "\n", 1, 5, 0),
        ("comment", "# c", 2, 0, 0),
    ],
    'f"""{x:\n}""" # c\n': [
        ("string", 'f"""{x:\n}"""', 1, 0, 0),
        ("comment", "# c", 2, 5, 0),
        ("end", "\n", 2, 8, 0),
    ],
    'f"{lambda x: 1}" # c\n': [
        ("string", 'f"{lambda x: 1}"', 1, 0, 0),
        ("comment", "# c", 1, 17, 0),
        ("end", "\n", 1, 20, 0),
    ],
    'f"{(lambda x: 1)}" # c\n': [
        ("string", 'f"{(lambda x: 1)}"', 1, 0, 0),
        ("comment", "# c", 1, 19, 0),
        ("end", "\n", 1, 22, 0),
    ],
    'f"{ {1: 2}[1] }" # c\n': [
        ("string", 'f"{ {1: 2}[1] }"', 1, 0, 0),
        ("comment", "# c", 1, 17, 0),
        ("end", "\n", 1, 20, 0),
    ],
    'rb"\\" # no"\n': [
        ("string", 'rb"\\" # no"', 1, 0, 0),
        ("end", "\n", 1, 11, 0),
    ],
    'f"{f"{"#"}"}" # c\n': [
        ("string", 'f"{f"{"#"}"}"', 1, 0, 0),
        ("comment", "# c", 1, 14, 0),
        ("end", "\n", 1, 17, 0),
    ],
    "é = 1.5e3\n": [
        ("word", "é", 1, 0, 0),
        ("sign", "=", 1, 2, 0),
        ("word", "1.5e3", 1, 4, 0),
        ("end", "\n", 1, 9, 0),
    ],
    ".5 + x.y\n": [
        ("word", ".5", 1, 0, 0),
        ("sign", "+", 1, 3, 0),
        ("word", "x", 1, 5, 0),
        ("sign", ".", 1, 6, 0),
        ("word", "y", 1, 7, 0),
        ("end", "\n", 1, 8, 0),
    ],
    ")]} # c\n": [
        ("sign", ")", 1, 0, 0),
        ("sign", "]", 1, 1, 0),
        ("sign", "}", 1, 2, 0),
        ("comment", "# c", 1, 4, 0),
        ("end", "\n", 1, 7, 0),
    ],
    "(}) # c\n": [
        ("sign", "(", 1, 0, 0),
        ("sign", "}", 1, 1, 0),
        ("sign", ")", 1, 2, 0),
        ("comment", "# c", 1, 4, 0),
        ("end", "\n", 1, 7, 0),
    ],
    "x": [
        ("word", "x", 1, 0, 0),
        ("end", "", 1, 1, 0),
    ],
    "(x": [
        ("sign", "(", 1, 0, 0),
        ("word", "x", 1, 1, 1),
    ],
    "\n# only\n": [
        ("comment", "# only", 2, 0, 0),
    ],
    'f"never\n# c\n': [
        ("string", 'f"never', 1, 0, 0),
        ("end", "\n", 1, 7, 0),
        ("comment", "# c", 2, 0, 0),
    ],
    'f"{x=}" # c\n': [
        ("string", 'f"{x=}"', 1, 0, 0),
        ("comment", "# c", 1, 8, 0),
        ("end", "\n", 1, 11, 0),
    ],
    'f"{x:%H:%M}" # c\n': [
        ("string", 'f"{x:%H:%M}"', 1, 0, 0),
        ("comment", "# c", 1, 13, 0),
        ("end", "\n", 1, 16, 0),
    ],
    'Rb"#" # c\n': [
        ("string", 'Rb"#"', 1, 0, 0),
        ("comment", "# c", 1, 6, 0),
        ("end", "\n", 1, 9, 0),
    ],
    'Fr"{x}" # c\n': [
        ("string", 'Fr"{x}"', 1, 0, 0),
        ("comment", "# c", 1, 8, 0),
        ("end", "\n", 1, 11, 0),
    ],
    'rT"\\{x}" # c\n': [
        ("string", 'rT"\\{x}"', 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    'u"#" # c\n': [
        ("string", 'u"#"', 1, 0, 0),
        ("comment", "# c", 1, 5, 0),
        ("end", "\n", 1, 8, 0),
    ],
    'f"}}{x}" # c\n': [
        ("string", 'f"}}{x}"', 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    'f"{x:a}b" # c\n': [
        ("string", 'f"{x:a}b"', 1, 0, 0),
        ("comment", "# c", 1, 10, 0),
        ("end", "\n", 1, 13, 0),
    ],
    'f"{x[1:2]}" # c\n': [
        ("string", 'f"{x[1:2]}"', 1, 0, 0),
        ("comment", "# c", 1, 12, 0),
        ("end", "\n", 1, 15, 0),
    ],
    'f"{x:{y}}{z}" # c\n': [
        ("string", 'f"{x:{y}}{z}"', 1, 0, 0),
        ("comment", "# c", 1, 14, 0),
        ("end", "\n", 1, 17, 0),
    ],
    'f"\\N{#}" # c\n': [
        ("string", 'f"\\N{#}"', 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    'x = ["#", {1: ("a")}] # c\n': [
        ("word", "x", 1, 0, 0),
        ("sign", "=", 1, 2, 0),
        ("sign", "[", 1, 4, 0),
        ("string", '"#"', 1, 5, 1),
        ("sign", ",", 1, 8, 1),
        ("sign", "{", 1, 10, 1),
        ("word", "1", 1, 11, 2),
        ("sign", ":", 1, 12, 2),
        ("sign", "(", 1, 14, 2),
        ("string", '"a"', 1, 15, 3),
        ("sign", ")", 1, 18, 2),
        ("sign", "}", 1, 19, 1),
        ("sign", "]", 1, 20, 0),
        ("comment", "# c", 1, 22, 0),
        ("end", "\n", 1, 25, 0),
    ],
    "f''''{x}''' # c\n": [
        ("string", "f''''{x}'''", 1, 0, 0),
        ("comment", "# c", 1, 12, 0),
        ("end", "\n", 1, 15, 0),
    ],
    "f\"{'a'}\" # c\n": [
        ("string", "f\"{'a'}\"", 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    "'\\'#' # c\n": [
        ("string", "'\\'#'", 1, 0, 0),
        ("comment", "# c", 1, 6, 0),
        ("end", "\n", 1, 9, 0),
    ],
    "'\\\n#' # c\n": [
        ("string", "'\\\n#'", 1, 0, 0),
        ("comment", "# c", 2, 3, 0),
        ("end", "\n", 2, 6, 0),
    ],
    '"""\\"""#""" # c\n': [
        ("string", '"""\\"""#"""', 1, 0, 0),
        ("comment", "# c", 1, 12, 0),
        ("end", "\n", 1, 15, 0),
    ],
    'f"""a\n{x}\n#""" # c\n': [
        ("string", 'f"""a\n{x}\n#"""', 1, 0, 0),
        ("comment", "# c", 3, 5, 0),
        ("end", "\n", 3, 8, 0),
    ],
    'f"{"': [
        ("string", 'f"{"', 1, 0, 0),
        ("end", "", 1, 4, 0),
    ],
    "lambda\n": [
        ("word", "lambda", 1, 0, 0),
        ("end", "\n", 1, 6, 0),
    ],
    'f"{x:\\}" # c\n': [
        ("string", 'f"{x:\\}"', 1, 0, 0),
        ("comment", "# c", 1, 9, 0),
        ("end", "\n", 1, 12, 0),
    ],
    'f"""{x:{\n1}}""" # c\n': [
        ("string", 'f"""{x:{\n1}}"""', 1, 0, 0),
        ("comment", "# c", 2, 7, 0),
        ("end", "\n", 2, 10, 0),
    ],
    "\\\n# c\n": [
        ("comment", "# c", 2, 0, 0),
    ],
    "a;b # c": [
        ("word", "a", 1, 0, 0),
        ("sign", ";", 1, 1, 0),
        ("word", "b", 1, 2, 0),
        ("comment", "# c", 1, 4, 0),
        ("end", "", 1, 7, 0),
    ],
    "f'{x:{\"#\"}}' # c\n": [
        ("string", "f'{x:{\"#\"}}'", 1, 0, 0),
        ("comment", "# c", 1, 13, 0),
        ("end", "\n", 1, 16, 0),
    ],
}


@pytest.mark.parametrize("text", TOKENS)
def test_source_has_these_parts(text: str) -> None:
    assert TOKENS[text] == [tuple(token) for token in tokens(text)]


STATEMENTS = {  # text: the row of each statement, its words, and whether it can print
    "f(); g()\n": [(1, "f", True), (1, "g", True)],
    "if x: f()\n": [(1, "if x", False), (1, "f", True)],
    "if x:\n    f()\n": [(1, "if x", False), (2, "f", True)],
    "for x in lambda: y: f()\n": [(1, "for x in lambda y", False), (1, "f", True)],
    "x = lambda: f()\n": [(1, "x lambda f", True)],
    "d[a:b] = f(1)\n": [(1, "d a b f", True)],
    "class A(B): pass\n": [(1, "class A B", False), (1, "pass", False)],
    "class A(make()): pass\n": [(1, "class A make", True), (1, "pass", False)],
    "def f(x=g()): pass\n": [(1, "def f x g", True), (1, "pass", False)],
    "@f\ndef g(): pass\n": [(1, "f", True), (2, "def g", False), (2, "pass", False)],
    "import a\n": [(1, "import a", True)],
    "from a import b\n": [(1, "from a import b", True)],
    "match f(x):\n case P(1): g()\n": [(1, "match f x", True), (2, "case P", False), (2, "g", True)],
    "match = 1\n": [(1, "match", False)],
    "match (x)\n": [(1, "match x", False)],
    "print(1); x = 2; y(3)\n": [(1, "print", True), (1, "x", False), (1, "y", True)],
    "not (x)\n": [(1, "not x", False)],
    "a[0](1)\n": [(1, "a", True)],
    "f()(2)\n": [(1, "f", True)],
    "lazy import x\n": [(1, "lazy import x", True)],
    "if x: y: int = 1\n": [(1, "if x", False), (1, "y int", False)],
    "else: f(1)\n": [(1, "else", False), (1, "f", True)],
    "x = 1.5 # c\n": [(1, "x", False)],
    "async def f(): pass\n": [(1, "async def f", False), (1, "pass", False)],
    "if (lambda: x): f()\n": [(1, "if lambda x", False), (1, "f", True)],
    "with a as b, c: f()\n": [(1, "with a as b c", False), (1, "f", True)],
    "if x := 1: f()\n": [(1, "if x", False), (1, "f", True)],
    "for x in (lambda: y)(): f()\n": [(1, "for x in lambda y", True), (1, "f", True)],
    "x: int = f(1)\n": [(1, "x int f", True)],
    "if lambda: lambda: x: f(); g()\n": [(1, "if lambda lambda x", False), (1, "f", True), (1, "g", True)],
    "while f(x): g\n": [(1, "while f x", True), (1, "g", False)],
    "class A: f()\n": [(1, "class A", False), (1, "f", True)],
    "x[lambda: 1](2)\n": [(1, "x lambda", True)],
    "f # (1)\n": [(1, "f", False)],
    '"(" (1)\n': [(1, "", False)],
    "g = yield(1)\n": [(1, "g yield", False)],
    "del(x)\n": [(1, "del x", False)],
    "match x: case(1): f()\n": [(1, "match x", False), (1, "case f", False)],
}


@pytest.mark.parametrize("text", STATEMENTS)
def test_source_has_these_statements(text: str) -> None:
    assert STATEMENTS[text] == [(found.row, " ".join(found.words), found.prints) for found in statements(text)]
