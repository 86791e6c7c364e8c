"""Every notebook under docs/ prints what its `#>` lines say, in a new kernel of the running Python."""

import contextlib
import difflib
import os
import re
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from deepcuts.page.checks import sources
from tests.prose import config

ROOT = Path(__file__).parent.parent


def cell_lines(path: Path) -> list[int]:
    """The line number of each `# %%`; a file without one is not a notebook."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [number for number, line in enumerate(lines, 1) if re.match(r"# %%(\s|$)", line)]


def run(path: Path, scratch: Path) -> NotebookNode:
    """Execute up to the first cell that raises, away from docs/ and from the user's own IPython profile."""
    notebook: NotebookNode = jupytext.read(path)
    place = {"metadata": {"path": str(scratch)}}
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=False, timeout=60, resources=place)
    with contextlib.suppress(CellExecutionError):  # the cell's outputs hold the error, and it is never expected
        client.execute(env=os.environ | {"IPYTHONDIR": str(scratch / "ipython")})
    return notebook


def expected_lines(cell: NotebookNode) -> list[str]:
    """The `#>` lines that the writer put into a cell."""
    return [line for line in cell.source.split("\n") if line.startswith("#>")]


def printed_lines(cell: NotebookNode) -> list[str]:
    """The `#>` lines that a cell should have; what is not stdout becomes a line that no writer can expect."""
    stdout = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
    *complete, rest = stdout.split("\n")
    lines = [f"#> {line}" if line else "#>" for line in complete]
    if rest:
        lines += [f"#> {rest}", "(no newline at the end)"]
    for output in cell.outputs:
        if output.output_type == "error":
            lines.append(f"(raises {output.ename}: {output.evalue})")
        elif output.get("name") != "stdout":
            lines.append(f"({output.get('name', output.output_type)}: {output.get('text') or output.get('data')})")
    return lines


def check(path: Path, root: Path, scratch: Path) -> int:
    """Fail with each cell that prints something else than its `#>` lines; return how many cells printed."""
    notebook, problems, outputs = run(path, scratch), [], 0
    for number, cell in zip(cell_lines(path), notebook.cells, strict=True):
        if cell.cell_type != "code":
            continue
        printed, expected = printed_lines(cell), expected_lines(cell)
        outputs += bool(printed)
        if printed != expected:
            diff = "\n".join(difflib.unified_diff(expected, printed, "expected", "printed", lineterm=""))
            where = f"{path.relative_to(root).as_posix()}:{number}"
            problems.append(f"{where}: cell prints {printed}, expected {expected}\n{diff}")
        if any(output.output_type == "error" for output in cell.outputs):
            break  # no later cell was executed
    if problems:
        pytest.fail("\n\n".join(problems), pytrace=False)
    return outputs


def test_notebooks_print_what_they_say(tmp_path: Path) -> None:
    """All notebooks pass, and they were really looked at: one of them has at least five cells that print."""
    notebooks = [path for path in sources(config()) if path.suffix == ".py"]
    assert max((check(path, ROOT, tmp_path) for path in notebooks), default=0) >= 5
