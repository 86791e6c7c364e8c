"""Formats the programs in snippets/ with their output lines taken out: `python -m deepcuts.format [--fix]`.

ruff, like Black, would rewrite `#> text` to `# > text`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from deepcuts.outputs import join, split, unified_diff
from deepcuts.snippet import SNIPPETS, SnippetError, find, read, shown
from deepcuts.update import write

COLUMNS = 68
LINES = 30  # about 25 are meant: an outlier is a program that makes two points


def main(*, fix: bool) -> int:
    """Check every Python file of every snippet; with `fix`, rewrite those that differ."""
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        plain = {}
        for snippet in find():
            for path in (snippet.main, *snippet.helpers):
                if path.suffix == ".py":
                    program = snippet.program if path == snippet.main else read(path)
                    copy = Path(scratch) / path.relative_to(SNIPPETS)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(program.encode("utf-8"))
                    plain[path] = (program, copy, path == snippet.main)
            rows = [row for row in snippet.program.split("\n") if row and not row.startswith("#")]
            if len(rows) > LINES:
                problems.append(f"{shown(snippet.main)}:1: {len(rows)} lines; a snippet makes one point in about 25")
        ruff = [sys.executable, "-m", "ruff"]
        target = ["--line-length", str(COLUMNS), "--target-version", "py315", "--no-cache", "--isolated"]
        done = subprocess.run([*ruff, "format", *target, scratch], capture_output=True, encoding="utf-8", check=False)
        for message in done.stderr.splitlines():
            if message.startswith("error"):
                problems.append(message.replace(scratch, shown(SNIPPETS)))
        for path, (program, copy, is_main) in plain.items():
            formatted = copy.read_bytes().decode("utf-8")
            if formatted == program:
                continue
            text = join(formatted, split(read(path))[1] if is_main else {})
            if fix:
                write(path, text, path.read_bytes())
            else:
                problems.append(
                    f"{shown(path)}:1: is not formatted; `nox -s lint -- fix` does it\n"
                    f"{unified_diff(program, formatted, shown(path))}"
                )
    print("\n".join(problems) or f"{len(plain)} files of snippets are formatted")
    return len(problems) > 0


if __name__ == "__main__":
    try:
        sys.exit(main(fix="--fix" in sys.argv[1:]))
    except SnippetError as error:
        sys.exit(str(error))
