"""Builds the site and what it offers beside its pages: `python -m deepcuts.build`.

Dates come from git and social cards from Cairo: what cannot be had here is said and left out. `--draft` leaves both
out, and the Python that runs in a browser, for a writer who waits.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.resources import as_file, files

from deepcuts import pages, publish, runtime
from deepcuts.light import lighten
from deepcuts.snippet import ROOT, SnippetError

FONTS = ROOT / ".cache" / "plugin" / "social" / "fonts" / "Roboto"
"""Where Material's `social` plugin looks for the font before it would ask Google."""
WEIGHTS = ("Bold", "Light", "Regular")


def dates() -> str:
    """Why a page cannot say when it was written: nothing, where git knows."""
    if not shutil.which("git"):
        return "git is not installed"
    tracked = ["git", "ls-files", "--error-unmatch", "mkdocs.yml"]
    if subprocess.run(tracked, cwd=ROOT, capture_output=True, check=False).returncode:
        return "this folder is no clone"
    shallow = ["git", "rev-parse", "--is-shallow-repository"]
    said = subprocess.run(shallow, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    return "the clone is shallow (git fetch --unshallow)" if said.strip() == "true" else ""


def cards() -> str:
    """Why no social card can be drawn: nothing, where Cairo and the font are there. Puts the font in its place."""
    try:
        import cairosvg  # noqa: F401 (it loads the library)
    except (ImportError, OSError) as error:
        return f"Cairo is not there ({str(error).partition(chr(10))[0]})"
    FONTS.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        with as_file(files("font_roboto") / "files" / f"Roboto-{weight}.ttf") as font:
            shutil.copyfile(font, FONTS / f"{weight}.ttf")
    return ""


def main(arguments: list[str]) -> int:
    """Build, strictly; then publish."""
    try:
        pages.contain()
    except SnippetError as error:
        print(error, file=sys.stderr)
        return 1
    env, draft = dict(os.environ), "--draft" in arguments
    for switch, what, missing in [] if draft else [("DATES", "dates", dates), ("CARDS", "social cards", cards)]:
        if why := missing():
            print(f"no {what}: {why}")
        else:
            env[switch] = "true"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "-q"]
    if failed := subprocess.run(command, cwd=ROOT, env=env, check=False).returncode:
        return failed
    if not draft:
        try:
            print(runtime.build(ROOT / "site"))
        except runtime.RuntimeFilesError as error:
            print(f"no Python for the browser: {error}", file=sys.stderr)
            return 1
        lighten(ROOT / "site")
    return publish.main([str(ROOT / "site")])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
