"""Which lines of an output matter most; tests/site/test_run.py compares the browser's function with this one."""

from __future__ import annotations

import pytest

from deepcuts.page.weight import weights
from tests.machine.weights import CASES, NAMES


@pytest.mark.parametrize("case", CASES)
def test_a_message_matters_and_what_leads_there_steps_back(case: str) -> None:
    rows = CASES[case].strip("\n").split("\n")
    assert [NAMES[row[0]] for row in rows] == weights(row[2:] for row in rows)
