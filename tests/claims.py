"""Runs again what was tried to break the sentences of the chapters: `python -m tests.claims [FILE ...]`.

deepcuts/page/claims.py says how it is written down.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deepcuts.page import claims
from deepcuts.page.claims import Claim
from deepcuts.project import SnippetError, current, shown
from deepcuts.run import interpreter

TIME_LIMIT = 60  # seconds
NEWLINE = " ⏎ "


def pythons(folder: Path) -> list[str]:
    """Put `python3.11` and the others into a folder for PATH, each in a bare environment of its own.

    Return the Pythons that are missing.
    """
    missing = []
    for wanted in current().pythons:
        if found := interpreter.find(wanted):
            path, home = folder / f"python{wanted}", folder / f"bare-{wanted}"
            found.plain.write(str(home))
            path.write_text(f'#!/bin/sh\nexec "{home / interpreter.EXECUTABLE}" "$@"\n', encoding="utf-8")
            path.chmod(0o755)
        else:
            missing.append(wanted)
    return missing


def run(claim: Claim, path: Path) -> str:
    """Run the command of a claim, and return what it prints as a line says it."""
    with tempfile.TemporaryDirectory(prefix="claim-") as name:
        folder, home = Path(name, "work"), Path(name, "home")
        home.mkdir()
        source = current().snippets / claim.chapter / claim.snippet
        if claim.snippet and source.is_dir():
            shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "*.outputs"))
        else:
            folder.mkdir()
            if claim.snippet:
                shutil.copy(source.with_suffix(".py"), folder)
        done = subprocess.run(
            ["/bin/bash", "-c", claim.command],
            cwd=folder,
            env={"PATH": os.pathsep.join([str(path), os.defpath]), "HOME": str(home), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
            timeout=TIME_LIMIT,
            check=False,
        )
        said = done.stdout.replace(f"{folder.resolve()}/", "").replace(f"{folder.resolve()}", ".")
    return NEWLINE.join(row.strip() for row in said.rstrip("\n").split("\n"))


def complaint(claim: Claim, path: Path) -> str:
    """Return what a command prints that its line does not say; nothing where they agree."""
    said = run(claim, path)
    if said == claim.printed:
        return ""
    return f"{shown(claim.file)}:{claim.line}: {claim.command}\n  says   {claim.printed}\n  prints {said}"


def main(files: list[str]) -> int:
    """Run the claims of these files, or of all, and say which of them prints something else."""
    try:
        every = [claim for file in files for claim in claims.read(Path(file).resolve())] or claims.everything()
    except SnippetError as error:
        print(error, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="pythons-") as name:
        missing = pythons(Path(name))
        if missing and os.environ.get("CI"):
            print(f"not found: {', '.join(f'Python {text}' for text in missing)}", file=sys.stderr)
            return 1
        absent = re.compile("|".join([r"python\$", *(rf"python{re.escape(text)}(?!\.\d)" for text in missing)]))
        todo = [claim for claim in every if claim.command and not (missing and absent.search(claim.command))]
        with ThreadPoolExecutor(2 * (os.cpu_count() or 1)) as threads:
            wrong = [*filter(None, threads.map(lambda claim: complaint(claim, Path(name)), todo))]
    if missing:
        print(f"not tried, for want of Python {', '.join(missing)}: {sum(bool(c.command) for c in every) - len(todo)}")
    print(*wrong, f"{len(todo) - len(wrong)} of {len(todo)} attempts to break a claim print what they say", sep="\n")
    return min(len(wrong), 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
