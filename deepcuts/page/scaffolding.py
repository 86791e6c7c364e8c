"""What a program or a file does only so that the surprise can be shown: it is set in grey, or folded.

A statement that edits files is found by its form. A helper file says so itself: its docstring begins with
`Scaffolding:`.
"""

from __future__ import annotations

import ast
import re

WORD = "Scaffolding: "
METHODS = {"write_text", "write_bytes", "touch", "unlink", "mkdir", "rmdir", "rename", "symlink_to", "hardlink_to"}
"""Methods of pathlib.Path that change files; a call whose result nobody uses is one of them."""
OF_OS = {"link", "makedirs", "mkdir", "remove", "rename", "replace", "rmdir", "symlink", "unlink", "utime"}
WRITING = re.compile("[wax]")


def edits(source: str) -> set[int]:
    """Return the lines (from 1) of the statements of a program that edit files, or keep bytecode from being written.

    There are none where this Python cannot read the program: it may be about a syntax error, or be for a newer one.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    found = (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and _edits(node))
    return {line for node in found for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def purpose(name: str, text: str) -> str:
    """Return the first sentence of what a helper file says of itself, if that is scaffolding; else nothing."""
    if not name.endswith(".py") or WORD.strip() not in text:
        return ""
    try:
        said = ast.get_docstring(ast.parse(text)) or ""
    except (SyntaxError, ValueError):
        return ""
    first = re.split(r"(?<=\.)\s", said.removeprefix(WORD), maxsplit=1)[0]
    return " ".join(first.split()) if said.startswith(WORD) else ""


def _edits(node: ast.stmt) -> bool:
    if isinstance(node, ast.With):
        return all(_opens(item.context_expr) for item in node.items) and all(map(_writes, node.body))
    if isinstance(node, ast.Assign):
        return all(ast.unparse(target) == "sys.dont_write_bytecode" for target in node.targets)
    if not isinstance(node, ast.Expr) or not isinstance(call := node.value, ast.Call):
        return False
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = ast.unparse(call.func.value)
    if owner in ("os", "shutil"):
        return owner == "shutil" or call.func.attr in OF_OS
    return call.func.attr in METHODS


def _opens(call: ast.expr) -> bool:
    """Say whether this opens a file to write into it."""
    if not isinstance(call, ast.Call) or not (name := ast.unparse(call.func)).endswith("open"):
        return False
    modes = [*call.args[name == "open" :], *(word.value for word in call.keywords if word.arg == "mode")]
    return bool(modes) and isinstance(modes[0], ast.Constant) and bool(WRITING.match(str(modes[0].value)))


def _writes(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr.startswith("write")
