"""Scaffolding: statements that edit files, and files that say so."""

from __future__ import annotations

import pytest

from deepcuts.page.scaffolding import edits, purpose


@pytest.mark.parametrize(
    "text",
    [
        "Path('a').write_text('x')",
        "path.write_text(path.read_text().replace('old', 'new'))",
        "(folder / 'a.py').write_bytes(b'')",
        "path.unlink()",
        "folder.mkdir()",
        "Path('a').touch()",
        "os.utime(path, (1, 1))",
        "os.replace('a', 'b')",
        "shutil.rmtree('a')",
        "sys.dont_write_bytecode = True",
        "with open('a.py', 'w') as file:\n    file.write('x')\n    file.write('y')",
        "with path.open(mode='w') as file:\n    file.write('x')",
        "Path('a').write_text(\n    'x'\n)",
    ],
)
def test_a_statement_that_edits_files_is_scaffolding(text: str) -> None:
    """All of its lines, in a block too."""
    lines = text.count("\n") + 1
    assert set(range(1, lines + 1)) == edits(f"{text}\nprint(1)\n")
    indented = text.replace("\n", "\n    ")
    assert set(range(2, lines + 2)) == edits(f"if x:\n    {indented}\n    print(1)\n")


@pytest.mark.parametrize(
    "text",
    [
        "print(1)",
        "path = Path('a')",
        "path.read_text()",
        "text = text.replace('a', 'b')",
        "os.chdir('a')",
        "os.fork()",
        "importlib.reload(module)",
        "sys.modules['a'] = None",
        "with open('a.py') as file:\n    file.read()",
        "with open('w') as file:\n    file.write()",
        "with open('a', 'w') as file:\n    print(file)",
        "def f(:\n    path.unlink()",
        "",
    ],
)
def test_any_other_statement_is_none(text: str) -> None:
    """Nor anything in a program that this Python cannot read."""
    assert set() == edits(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"""Scaffolding: ends it soon."""\n', "ends it soon."),
        ('"""Scaffolding: ends\nit soon. And more.\n\nAnd more."""\n', "ends it soon."),
        ('"""Scaffolding: no stop"""\n', "no stop"),
        ('"""No Scaffolding: this."""\n', ""),
        ("# Scaffolding: this\n", ""),
        ("Scaffolding: (\n", ""),
    ],
)
def test_a_file_that_is_scaffolding_says_what_for(text: str, said: str) -> None:
    assert said == purpose("d.py", text)
    assert "" == purpose("d.txt", text)
