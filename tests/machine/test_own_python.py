"""Whatever Python a reader has: one that brings a sitecustomize, a usercustomize or `.pth` files of its own works.

A copied Python with planted files stands for Ubuntu's, uv's, python.org's and conda's; Debian's is tested itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.run import interpreter as fresh
from deepcuts.run import update
from deepcuts.run.interpreter import Interpreter, InterpreterError
from deepcuts.run.observe import observed
from deepcuts.run.verify import complaint
from deepcuts.snippet.snippet import Snippet

pytestmark = pytest.mark.skipif(os.name == "nt", reason="copies a Python by links")


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., str]:
    """Copies the Python that runs this test, with these files in its library."""

    def copied(**planted: str) -> str:
        library = Path(os.__file__).parent
        base = Path(sys.base_prefix)
        name = f"python{sys.version_info.major}.{sys.version_info.minor}"
        target = tmp_path / "own" / library.relative_to(base)
        target.mkdir(parents=True)
        for path in library.iterdir():
            if path.name not in ("sitecustomize.py", "site-packages", "dist-packages", "__pycache__"):
                (target / path.name).symlink_to(path)
        (target / "site-packages").mkdir()
        for file, text in planted.items():
            where = target / "site-packages" if file.endswith("_pth") else target
            (where / file.replace("_pth", ".pth").replace("_py", ".py")).write_text(text, encoding="utf-8")
        executable = tmp_path / "own" / "bin" / name
        executable.parent.mkdir()
        shutil.copy(os.path.realpath(getattr(sys, "_base_executable", sys.executable)), executable)
        return str(executable)

    return copied


PLANTED = {
    "a sitecustomize that loads modules": {"sitecustomize_py": "import json, math\n"},
    "a sitecustomize that catches its error": {
        "sitecustomize_py": "try:\n    import nowhere\nexcept ImportError:\n    pass\n"
    },
    "a usercustomize": {"usercustomize_py": "print('never seen')\n"},
    "a .pth file": {"more_pth": "import this\n"},
    "a hook for imports": {
        "sitecustomize_py": "import sys\nsys.meta_path.append(type('Finder', (), {'find_spec': lambda *_: None}))\n"
    },
    "another way to show errors": {"sitecustomize_py": "import sys\nsys.excepthook = sys.__excepthook__\n"},
}


@pytest.mark.parametrize("planted", PLANTED)
def test_snippets_run_on_a_python_with_files_of_its_own(
    planted: str, copied: Callable[..., str], write: Callable[..., Snippet]
) -> None:
    python = fresh.bare(copied(**PLANTED[planted]))
    snippet = write("runs.py", "print('one')\n#> one\n1 / 0\n")
    update.write(snippet.main, update.observed_texts([snippet], [python])[snippet.main], snippet.main.read_bytes())
    again = write("runs.py", snippet.main.read_text(encoding="utf-8"))
    assert ["one\n", "exit status 1\n"] == [again.inline.text("out"), again.inline.text("exit")]
    assert (
        ""
        == complaint(again, python, observed(again, python))
        == complaint(again, python, observed(again, python, plain=True))
    )


@pytest.mark.parametrize("text", ["print('welcome')\n", "1 / 0\n", "import sys\nprint('hm', file=sys.stderr)\n"])
def test_a_python_that_says_something_at_each_start_is_refused_in_words(text: str, copied: Callable[..., str]) -> None:
    """Each output of it would begin with that; where it comes from is said."""
    executable = copied(sitecustomize_py=text)
    with pytest.raises(InterpreterError, match="prints something whenever it starts") as caught:
        fresh.bare(executable)
    assert "sitecustomize" in str(caught.value) and executable in str(caught.value)


@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="no /usr/bin/python3")
def test_the_python_of_the_system_runs_snippets(write: Callable[..., Snippet]) -> None:
    """Debian's and Ubuntu's bring a sitecustomize."""
    probe = [sys.executable, "-c", "import sys; print(sys.version_info >= (3, 11))"]
    if (
        "True"
        not in subprocess.run(
            ["/usr/bin/python3", *probe[1:]], capture_output=True, encoding="utf-8", check=False
        ).stdout
    ):
        pytest.skip("/usr/bin/python3 is older than 3.11")
    python: Interpreter = fresh.bare("/usr/bin/python3")
    snippet = write("runs.py", "import sys\nprint('sitecustomize' in sys.modules or 'report' in dir())\n#> True\n")
    seen = observed(snippet, python)
    assert "" == seen.problem
    assert observed(snippet, python, plain=True).outputs.text("out") == seen.outputs.text("out")
