"""Finds symbolic links that lead out of their folder: what a pull request could publish, and never wrote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def outside(root: Path) -> Iterator[Path]:
    """Yield the symbolic links at and below a folder that lead out of it, without reading what they lead to.

    Also those to a folder that holds the link itself: who follows them comes to no end.
    """
    home = Path(os.path.realpath(root.parent), root.name)
    if root.is_symlink():
        yield root
        return
    for folder, folders, files in os.walk(root):  # follows no link
        for path in (Path(folder, name) for name in sorted([*folders, *files])):
            if path.is_symlink():
                end = Path(os.path.realpath(path))
                if not end.is_relative_to(home) or Path(os.path.realpath(folder)).is_relative_to(end):
                    yield path
