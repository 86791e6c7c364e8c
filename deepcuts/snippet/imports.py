"""Finds imports of what a reader would have to install, and a snippet says nothing of."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping

VARYING = frozenset(
    re.findall(
        r"\w+",
        "aifc annotationlib asynchat asyncore audioop cgi cgitb chunk compression crypt distutils imghdr imp lib2to3"
        " mailcap msilib nis nntplib ossaudiodev pipes profiling smtpd sndhdr spwd sunau telnetlib uu xdrlib",
    )
)
"""What the standard library of some supported Pythons has and of others has not: `sys.stdlib_module_names` of each."""


def undeclared(files: Mapping[str, str], said: str) -> tuple[str, int, str] | None:
    """Return the first import on which a program ended since nobody has that module: (file, line, module), or None.

    A module that the program makes itself is named by a file, or in a string or a command (`files` has all of the
    snippet, by name). One of another Python's standard library may be missing on purpose.

    :param said: what was printed on standard error
    """
    missing = set(re.findall(r"^ModuleNotFoundError: No module named '(\w+)", said, re.MULTILINE))
    missing -= sys.stdlib_module_names | VARYING
    missing -= {part.partition(".")[0] for name in files for part in name.split("/")}
    for name, text in files.items():
        if not name.endswith(".py"):
            missing -= set(re.findall(r"\w+", text))
            continue
        for node in _nodes(text):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                missing -= set(re.findall(r"\w+", str(node.value)))
    for name, text in files.items():
        for node in _nodes(text) if name.endswith(".py") else ():
            if isinstance(node, ast.Import | ast.ImportFrom):
                for module in _imported(node):
                    if module in missing:
                        return name, node.lineno, module
    return None


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Return the top-level modules that an absolute import names."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    return [] if node.level else [(node.module or "").partition(".")[0]]


def _nodes(text: str) -> Iterator[ast.AST]:
    try:
        return ast.walk(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError):  # it may be meant so
        return iter(())
