"""What a reader would have to install is refused, and what a program makes, or misses on purpose, is not."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Callable

import pytest

from deepcuts.run.interpreter import Interpreter
from deepcuts.run.observe import observed
from deepcuts.snippet.imports import VARYING, undeclared
from deepcuts.snippet.snippet import Snippet
from tests.pythons import here

SAID = "ModuleNotFoundError: No module named 'absent'\n"


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"main.py": "import absent"}, ("main.py", 1, "absent")),
        ({"main.py": "import os, absent.child as child\nabsent.get()"}, ("main.py", 1, "absent")),
        (
            {"main.py": "import helper", "helper.py": "def f():\n    from absent.child import x"},
            ("helper.py", 2, "absent"),
        ),
        ({"main.console": "$ python app.py\n", "app.py": "\nimport absent"}, ("app.py", 2, "absent")),
        ({"main.py": "from .absent import x"}, None),
        ({"main.py": "import absent", "absent/__init__.py": "import os; os.remove(__file__)"}, None),
        ({"main.py": "import sys\nsys.modules['absent.child'] = sys\nimport absent.child"}, None),
        ({"main.py": "open('absent.py', 'w')\nimport absent"}, None),
        (
            {"main.console": "$ python -c \"open('absent.py', 'w')\"\n$ python app.py\n", "app.py": "import absent"},
            None,
        ),
        ({"main.py": "import present"}, None),
        ({"main.py": "import ("}, None),
    ],
)
def test_only_what_nothing_in_the_snippet_makes(files: dict[str, str], where: tuple[str, int, str] | None) -> None:
    assert where == undeclared(files, SAID)


def test_what_was_caught_or_belongs_to_another_python_may_be_missing() -> None:
    assert undeclared({"main.py": "import absent"}, "no luck: No module named 'absent'\n") is None
    assert undeclared({"main.py": "import imp"}, "ModuleNotFoundError: No module named 'imp'\n") is None
    assert undeclared({"main.py": "import winreg"}, "ModuleNotFoundError: No module named 'winreg'\n") is None


def test_the_list_of_what_only_some_pythons_have_is_whole(python: Interpreter) -> None:
    program = "import sys; print(*(n for n in sys.stdlib_module_names if n[0] != '_'))"
    said = subprocess.run([python.executable, "-c", program], capture_output=True, encoding="ascii", check=True).stdout
    assert {*said.split()} <= sys.stdlib_module_names | VARYING


@pytest.mark.parametrize("file", ["c.py", "c.console"])
def test_it_is_said_at_the_line_of_the_import(file: str, write: Callable[..., Snippet]) -> None:
    program = "print(1)\n#> 1\n\nimport numpy.linalg\n"
    if file == "c.py":
        snippet, line = write(file, program), 4
        at = f"{snippet.main}:{line}: "
    else:
        snippet = write("c/main.console", "$ python app.py\n", app=program)
        at = f"{snippet.folder}/app.py:4: "
    seen = observed(snippet, here(platform.python_version()))
    assert seen.problem.startswith(f"{at}`numpy` is not in the standard library, and nothing here makes it")
