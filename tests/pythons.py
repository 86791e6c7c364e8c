"""Pythons of this machine, for tests that cannot do without them."""

from __future__ import annotations

import os

import pytest

from deepcuts.run.interpreter import Interpreter, find

COMPLAIN = pytest.fail if os.environ.get("CI") else pytest.skip


def here(wanted: str) -> Interpreter:
    """A Python of this machine; a test of one that is missing is skipped by its name, and fails under CI."""
    found = find(wanted)  # bound here: a test may replace that of `deepcuts.run.interpreter`
    if found is None:
        COMPLAIN(f"Python {wanted} was not found")
    return found
