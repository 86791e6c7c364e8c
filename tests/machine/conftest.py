"""What the machine's tests share: every supported Python that is on this machine, and a way to write a snippet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deepcuts.project import settings
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.snippet import Snippet, load
from tests import files
from tests.pythons import here


@pytest.fixture(scope="session", params=settings()["pythons"])
def python(request: pytest.FixtureRequest) -> Interpreter:
    """A supported Python; one that is missing is skipped by name, and is an error under CI."""
    return here(request.param)


@pytest.fixture
def supported(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The list of Pythons that a test was written for, whatever pyproject.toml lists."""
    pythons = ["3.11", "3.12", "3.13.0", "3.13", "3.14", "3.15"]
    monkeypatch.setitem(settings(), "pythons", pythons)  # the one table that everybody reads
    return pythons


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Snippet]:
    """Writes the files of a snippet below `tmp_path`, at the address `a/b/<claim>`, and loads it.

    `write("claim.py", text)`, or with helper modules `write("claim/main.py", text, helper=text)`.
    """

    def write(file: str, text: str, **helpers: str) -> Snippet:
        main = tmp_path / "a" / "b" / file
        files.write(main.parent, {main.name: text} | {f"{name}.py": helper for name, helper in helpers.items()})
        return load(f"a/b/{file.partition('/')[0].partition('.')[0]}", tmp_path)

    return write
