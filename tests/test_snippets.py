"""Every snippet prints what it says, on this Python: pytest-examples' face of the machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytest_examples import CodeExample, EvalExample

from deepcuts.project import SnippetError
from deepcuts.run.verify import Pool, select
from deepcuts.snippet.find import address_of
from deepcuts.snippet.snippet import Snippet
from tests.conftest import FINDING, POOL


@dataclass
class Example(CodeExample):
    """A snippet as pytest-examples sees it."""

    snippet: Snippet | None = None
    problem: str = ""
    """What is wrong with a file that cannot be read as a snippet."""

    @classmethod
    def of(cls, snippet: Snippet) -> Example:
        plain = CodeExample.create(snippet.text, path=snippet.main)
        return cls(**vars(plain), snippet=snippet)

    @classmethod
    def broken(cls, error: SnippetError) -> Example:
        return cls(**vars(CodeExample.create("")), problem=str(error))


class Printed:
    """What pytest-examples asks for after a run: does it print what it says?"""

    def __init__(self, problem: str) -> None:
        self.problem = problem

    def check_print_statements(self, example: CodeExample) -> None:
        __tracebackhide__ = True
        if self.problem:
            pytest.fail(self.problem, pytrace=False)


class FreshExample(EvalExample):
    """pytest-examples' `eval_example`, its engine replaced: a fresh interpreter and exact outputs.

    Its own runner executes the example inside the pytest process and lets a number of wrong outputs pass;
    `tests/machine/test_false_passes.py` has them one by one.
    """

    def __init__(self, *, pool: Pool, request: pytest.FixtureRequest) -> None:
        super().__init__(tmp_path=Path(), pytest_request=request)
        self.pool = pool

    def _run(self, example: CodeExample, *_: object, **__: object) -> Any:
        assert isinstance(example, Example)
        problem = self.pool.verdict(example.snippet) if example.snippet else example.problem
        if example.snippet and example.snippet.address in self.pool.missing and not os.environ.get("CI"):
            pytest.skip(problem)
        return Printed(problem), {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    config = metafunc.config
    found, problems = config.stash[FINDING].result()
    wanted = config.getoption("--address")
    problems = [each for each in problems if not wanted or any(address_of(word) in str(each) for word in wanted)]
    try:
        version = config.stash[POOL].interpreter.version
        chosen = [s for s in select(found, wanted) if s.fits(version)]
    except SnippetError as error:
        chosen = []
        problems = problems or [error]
    examples = [*map(Example.of, chosen), *map(Example.broken, problems)]
    ids = [*(snippet.address for snippet in chosen), *(str(problem).partition(":")[0] for problem in problems)]
    metafunc.parametrize("example", examples, ids=ids)


@pytest.fixture(scope="session")
def eval_example(request: pytest.FixtureRequest) -> FreshExample:
    """pytest-examples' fixture, with an engine that starts fresh interpreters."""
    return FreshExample(pool=request.config.stash[POOL], request=request)


def test_prints_what_it_says(example: Example, eval_example: FreshExample) -> None:
    eval_example.run_print_check(example)
