"""What compares a notebook notices each cell that is wrong, and runs it on the running Python."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.test_notebook import cell_lines, check


def test_the_kernel_is_the_running_python(tmp_path: Path) -> None:
    """The kernel named python3 is the Python that runs this test, whatever else is installed."""
    notebook = tmp_path / "book.py"
    notebook.write_text(f"# %%\nimport sys\nprint(sys.executable)\n#> {sys.executable}\n", encoding="utf-8")
    assert check(notebook, tmp_path, tmp_path) == 1


def test_each_wrong_cell_fails(tmp_path: Path) -> None:
    """A changed, missing or extra line, another output and a raising cell fail, with file, line and difference."""
    wrong = {
        "print('new')\n#> old": "['#> new'], expected ['#> old']\n--- expected\n+++ printed\n@@ -1 +1 @@\n"
        "-#> old\n+#> new\n",
        "print('more')": "['#> more'], expected []\n",
        "#> less": "[], expected ['#> less']\n",
        "print('a')\nprint('b')\n#> a": "['#> a', '#> b'], expected ['#> a']\n",
        "print('a', end='')\n#> a": "['#> a', '(no newline at the end)'], expected ['#> a']\n",
        "import sys\nprint('a', file=sys.stderr)\n#> a": "['(stderr: a\\n)'], expected ['#> a']\n",
        "7": "[\"(execute_result: {'text/plain': '7'})\"], expected []\n",
        "1 / 0": "['(raises ZeroDivisionError: division by zero)'], expected []\n",
    }
    notebook = tmp_path / "book.py"
    cells = ["# %% [markdown]\n# Text.\n", "# %%\nprint('right')\n#> right\n", *(f"# %%\n{cell}\n" for cell in wrong)]
    notebook.write_text("\n".join(cells), encoding="utf-8")
    with pytest.raises(pytest.fail.Exception) as failure:
        check(notebook, tmp_path, tmp_path)
    problems = str(failure.value).split("\n\n")
    for number, message, problem in zip(cell_lines(notebook)[2:], wrong.values(), problems, strict=True):
        assert f"{problem}\n".startswith(f"book.py:{number}: cell prints {message}")
