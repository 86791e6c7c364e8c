"""A browser that is missing is named: whoever works on a page goes without it, CI does not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import ROOT
from tests.site.engines.conftest import FOUND


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("ci", ["", "true"])
def test_a_browser_that_is_missing_is_named(pytestconfig: pytest.Config, tmp_path: Path, name: str, ci: str) -> None:
    command = [sys.executable, "-m", "pytest", "-rs", "--confcutdir", "tests/site", "-k", "fragment", "--engine", name]
    command += ["--site", str(pytestconfig.option.site), "tests/site/engines/test_faults.py"]
    env = {**os.environ, "PATH": str(tmp_path), "CI": ci}
    env = {key: value for key, value in env.items() if not key.startswith("PYTEST_")}  # what xdist tells its workers
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert FOUND[name][2] in run.stdout + run.stderr
    assert (pytest.ExitCode.USAGE_ERROR if ci else pytest.ExitCode.OK) == run.returncode, run.stdout
