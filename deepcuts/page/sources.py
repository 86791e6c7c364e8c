"""Which pages there are, as `nav` in mkdocs.yml says (nodes of YAML, which know their lines), and what is in one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from deepcuts.project import SnippetError, current, read

GUIDE = "contributing"
"""The folder below docs/ that has an index page and is not a DeepCut."""


def composed(text: str) -> Any:
    """Compose mkdocs.yml from its text; SnippetError at the line where the text stops being YAML."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        marked = isinstance(error, yaml.MarkedYAMLError) and error.problem_mark
        said = error.problem if marked else str(error).partition("\n")[0]
        advice = "; YAML is indented with spaces" if "\\t" in str(said) else ""
        line = error.problem_mark.line + 1 if marked else 1
        raise SnippetError(current().config, line, f"is not YAML: {said}{advice}") from None


def nav(text: str) -> tuple[Any, Any]:
    """Return the key and the value of `nav`; SnippetError where mkdocs.yml has no such list."""
    root = composed(text)
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "nav" and isinstance(value, yaml.SequenceNode):
            return key, value
    raise SnippetError(current().config, 1, "has no list `nav`, and that is where a page is named")


def leaves(section: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the pages that a section of `nav` names, and the section of each."""
    for entry in section.value:
        for target in [value for _, value in entry.value] if isinstance(entry, yaml.MappingNode) else [entry]:
            if isinstance(target, yaml.SequenceNode):
                yield from leaves(target)
            else:
                yield target, section


def deepcuts() -> dict[str, list[str]]:
    """Return the folder of each DeepCut below docs/ with its chapters (no index), in the order of `nav`."""
    found: dict[str, list[str]] = {}
    for leaf, _ in leaves(nav(read(current().config))[1]):
        folder, _, page = leaf.value.rpartition("/")
        if page == "index.md" and folder and folder != GUIDE:
            found[folder] = []
        elif folder in found:
            found[folder].append(leaf.value)
    return found


def prose(path: Path) -> str:
    """Return the Markdown of a page; of a notebook (`.py`), that of its Markdown cells, each line at its place."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    rows, is_prose = [], False
    for row in text.split("\n"):
        if row.startswith("# %%"):
            rows.append("")
            is_prose = row.startswith("# %% [markdown]")
        else:
            rows.append(row.removeprefix("#").removeprefix(" ") if is_prose else "")
    return "\n".join(rows)
