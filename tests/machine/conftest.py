"""What the machine's tests share: every supported Python that is on this machine, and a way to write a snippet."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.project import OURS, Project, current, minor, working_on
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet
from tests import files
from tests.pythons import here

Work = Callable[..., Project]


@pytest.fixture(scope="session", params={minor(Version(name)): name for name in OURS.pythons}.values())
def python(request: pytest.FixtureRequest) -> Interpreter:
    """The newest supported Python of each minor release; one that is missing is skipped by name, an error under CI.

    An older patch release is there for what its programs print, which each session of snippets compares.
    """
    return here(request.param)


@pytest.fixture
def work() -> Iterator[Work]:
    """Makes the machine work on a project of the test's own: `work(tmp_path)`, `work(pythons=["3.12", "3.13.0"])`."""
    with contextlib.ExitStack() as until_the_end:

        def work(root: Path | None = None, pythons: Iterable[str] = ()) -> Project:
            now = current()
            project = Project(root or now.root, tuple(pythons) or now.pythons)
            return until_the_end.enter_context(working_on(project))

        yield work


@pytest.fixture
def supported(work: Work) -> tuple[str, ...]:
    """The list of Pythons that a test was written for, whatever pyproject.toml lists."""
    return work(pythons=["3.11", "3.12", "3.13.0", "3.13", "3.14", "3.15"]).pythons


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
