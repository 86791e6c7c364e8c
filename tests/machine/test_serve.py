"""While somebody writes, a page shows what is wrong in it, and what is right again is shown as before."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from deepcuts.site import serve
from tests.files import ROOT, copy, write

BUILD = """\
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from deepcuts.site import serve

def rebuild():
    build(load_config("mkdocs.yml", hooks=[serve.__file__]))

for change in sys.argv[1:]:
    exec(change)
    rebuild()
    print(open("site/index.html").read())
    print("=" * 9, flush=True)
"""
PAGE = "# Title\n\nIt prints `1`{a/b/c}.\n\n@snippet a/b/c\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The machine with one page and one snippet."""
    copy(tmp_path)
    files = {
        "mkdocs.yml": f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav: [index.md]\nplugins: [search, mkdocs-jupyter]\n",
        "docs/index.md": PAGE,
        "snippets/a/b/c.py": "print(1)\n#> 1\n",
    }
    write(tmp_path, files)
    return tmp_path


def rebuilt(repository: Path, *changes: str) -> tuple[list[str], str]:
    """The page after each change, and everything that the terminal showed beside it."""
    command = [sys.executable, "-c", BUILD, *changes]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("=" * 9)[:-1], done.stderr


def test_a_wrong_output_is_shown_and_goes_when_it_is_mended(repository: Path) -> None:
    """In the page and in the terminal: what it says, what Python printed, and where."""
    pages, terminal = rebuilt(
        repository,
        "pass",
        "open('snippets/a/b/c.py', 'w').write('print(1)\\n#> 2\\n')",
        "open('snippets/a/b/c.py', 'w').write('print(1)\\n#> 1\\n')",
    )
    assert ["deepcut-problem" in page for page in pages] == [False, True, False]
    assert "1 of 1 snippets print what they say" in pages[0]
    assert "0 of 1 snippets print what they say" in pages[1]
    for text in ("snippets/a/b/c.py:2: CPython ", "-#&gt; 2", "+#&gt; 1"):
        assert text in pages[1]
        assert text.replace("&gt;", ">") in terminal
    assert terminal.count("prints something else") == 1
    assert "Traceback" not in terminal


def test_an_unchanged_snippet_is_not_run_again(repository: Path) -> None:
    pages, _ = rebuilt(repository, "pass", "open('docs/index.md', 'a').write('More.\\n')")
    assert ["(1 ran)" in page for page in pages] == [True, False]
    assert ["More." in page for page in pages] == [False, True]


def test_what_a_page_gets_wrong_is_shown_in_it(repository: Path) -> None:
    """A missing snippet and a value that nothing printed: at the place, and in the terminal with file and line."""
    wrong = PAGE.replace("`1`", "`7`") + "\n@snippet a/b/none\n"
    pages, terminal = rebuilt(
        repository, f"open('docs/index.md', 'w').write({wrong!r})", f"open('docs/index.md', 'w').write({PAGE!r})"
    )
    assert [page.count("deepcut-problem") for page in pages] == [2, 0]
    assert "docs/index.md:3: a/b/c does not print '7'" in terminal
    assert "docs/index.md:7: snippets/a/b/none:1: there is no snippet at this address" in terminal
    assert "Traceback" not in terminal


def test_a_snippet_that_cannot_be_read_does_not_end_it(repository: Path) -> None:
    pages, terminal = rebuilt(
        repository,
        "open('snippets/a/b/stray.txt', 'w').close()",
        "import os; os.remove('snippets/a/b/stray.txt')",
    )
    assert "snippets/a/b/stray.txt:1: belongs to no snippet" in terminal
    assert "1 of 1 snippets print what they say" in pages[1]


def test_a_port_that_is_taken_is_not_served_on() -> None:
    """Said at once or not at all: the address is printed by the server, whichever it is."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < serve.free(port) < port + 20
    assert port == serve.free(port)
