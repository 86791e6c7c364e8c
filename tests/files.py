"""What tests put into a folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from deepcuts.run import update

ROOT = Path(__file__).resolve().parent.parent
SNIPPETS = ROOT / "snippets"

MACHINE = ("deepcuts", "tests", "mkdocs.yml", "mkdocs_html", "overrides", "pyproject.toml", "requirements")
"""What every copy of this repository needs, whatever its content."""


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write these files below `root`, by their names from there; a text byte for byte, as UTF-8."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def rewrite(path: Path, text: str) -> bool:
    """Write a file as `nox -s update` does, as the one that is there now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return update.write(path, text, path.read_bytes() if path.exists() else None)


def copy(root: Path, *content: str) -> None:
    """Copy the machine to `root`, and these files and folders of the repository beside it; a link stays a link."""
    for name in (*MACHINE, *content):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, root / name)
