"""The layers of the machine: an import goes down, modules make no circle, and what is drawn of them is so."""

from __future__ import annotations

import ast
import graphlib
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.files import ROOT, write

LAYERS = ("tests", "__main__.py", "site", "page", "run", "snippet", "files.py", "project.py")
"""From the top to the bottom."""
PICTURE = re.compile(r"^```text\n(?P<rows>(?:\S+ +-+> [^\n]*\n)+)```$", re.MULTILINE)
FOLDERS = ("snippet", "run", "page", "site")

Uses = dict[str, set[tuple[str, str]]]
"""Of a module, `deepcuts/run/verify.py`: the modules that it imports, each with a name that it takes from there."""


def uses(root: Path) -> Uses:
    """What the modules of a machine and its tests take from the modules of the machine, wherever an import stands."""
    paths = [path for folder in ("deepcuts", "tests") for path in sorted((root / folder).rglob("*.py"))]
    names = {path.relative_to(root).as_posix() for path in paths}
    return {
        path.relative_to(root).as_posix(): {*imported(path.relative_to(root), path.read_text(encoding="utf-8"), names)}
        for path in paths
    }


def imported(path: Path, text: str, there: set[str]) -> Iterator[tuple[str, str]]:
    """The modules that a module imports, each with each of the names that it takes; "" for the module itself."""
    tree = ast.parse(text)
    modules: dict[str, str] = {}  # by the name that one has in here
    for node in ast.walk(tree):
        found: list[tuple[str, str, str]] = []
        if isinstance(node, ast.Import):
            found = [(alias.name, "", alias.asname or alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            within = path.parts[: len(path.parts) - node.level] if node.level else ()
            origin = ".".join([*within, *([node.module] if node.module else [])])
            found = [(origin, alias.name, alias.asname or alias.name) for alias in node.names]
        for origin, name, own in found:
            base = origin.replace(".", "/")
            if f"{base}/{name}.py" in there:
                modules[own] = f"{base}/{name}.py"
                yield modules[own], ""
            elif f"{base}.py" in there:
                yield f"{base}.py", name
            elif f"{base}/__init__.py" in there:
                yield f"{base}/__init__.py", name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield modules[node.value.id], node.attr


def layer(module: str) -> str:
    """The layer that a module lies in; what is at the top of deepcuts/ is one of its own."""
    parts = module.split("/")
    return parts[0] if parts[0] != "deepcuts" else parts[1]


def arrows(used: Uses) -> set[tuple[str, str]]:
    """Which layer imports from which other."""
    pairs = {(layer(module), layer(other)) for module, others in used.items() for other, _ in others}
    return {(above, below) for above, below in pairs if above != below}


def upward(used: Uses) -> list[str]:
    """The imports that go up."""
    return [
        f"{module} imports {other}"
        for module, others in used.items()
        for other in sorted({other for other, _ in others})
        if layer(other) != "__init__.py" and LAYERS.index(layer(module)) > LAYERS.index(layer(other))
    ]


def drawn(text: str) -> set[tuple[str, str]]:
    """The arrows of a picture in Markdown: in each row a layer, an arrow, and each layer that it imports from."""
    picture = PICTURE.search(text)
    assert picture, "no picture of the layers"
    rows = [row.split() for row in picture["rows"].splitlines()]
    return {(row[0].rstrip("/"), below.rstrip("/")) for row in rows for below in row[2:]}


def circle(used: Uses) -> list[str]:
    """Modules that import one another around; none where all is well."""
    graph = {module: {other for other, _ in others} - {module} for module, others in used.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        modules: list[str] = error.args[1]
        return modules
    return []


def said(folder: str, root: Path = ROOT) -> set[tuple[str, str]]:
    """What a layer offers, as the docstring of its `__init__.py` says: "- `module`: `name`, `name`"."""
    docstring = ast.get_docstring(ast.parse((root / "deepcuts" / folder / "__init__.py").read_text(encoding="utf-8")))
    rows = re.findall(r"^- `(\w+)`: (.*(?:\n  .*)*)", docstring or "", re.MULTILINE)
    return {(module, name) for module, names in rows for name in re.findall(r"`(\w+)`", names)}


def wanted(folder: str, used: Uses) -> set[tuple[str, str]]:
    """What the other layers of the machine take from one."""
    return {
        (Path(other).stem, name)
        for module, others in used.items()
        for other, name in others
        if name and layer(other) == folder and layer(module) not in (folder, "tests")
    }


USED = uses(ROOT)


def test_all_modules_are_looked_at() -> None:
    """And all that lies at the top of deepcuts/ has its place among the layers."""
    assert {*LAYERS, "__init__.py"} == {layer(module) for module in USED}
    assert ("deepcuts/run/verify.py", "Pool") in USED["deepcuts/site/serve.py"]
    assert ("deepcuts/run/ledger.py", "keep") in USED["deepcuts/site/serve.py"]


def test_an_import_goes_down() -> None:
    assert [] == upward(USED)


@pytest.mark.parametrize(
    ("module", "text", "what"),
    [
        ("run/a.py", "from deepcuts.page import b\n", "deepcuts/run/a.py imports deepcuts/page/b.py"),
        ("run/a.py", "def f():\n    import deepcuts.page.b\n", "deepcuts/run/a.py imports deepcuts/page/b.py"),
        ("run/a.py", "from ..page.b import c\n", "deepcuts/run/a.py imports deepcuts/page/b.py"),
        ("run/a.py", "from deepcuts.page import c\n", "deepcuts/run/a.py imports deepcuts/page/__init__.py"),
        ("project.py", "from deepcuts.files import c\n", "deepcuts/project.py imports deepcuts/files.py"),
        ("site/a.py", "from tests.helper import c\n", "deepcuts/site/a.py imports tests/helper.py"),
    ],
)
def test_an_import_that_goes_up_is_named(tmp_path: Path, module: str, text: str, what: str) -> None:
    there = ("deepcuts/page/__init__.py", "deepcuts/page/b.py", "deepcuts/files.py", "tests/helper.py")
    write(tmp_path, {**dict.fromkeys(there, ""), f"deepcuts/{module}": text})
    assert [what] == upward(uses(tmp_path))


def test_modules_make_no_circle() -> None:
    assert [] == circle(USED)


def test_a_circle_is_named(tmp_path: Path) -> None:
    one, other = "deepcuts/run/a.py", "deepcuts/run/b.py"
    write(tmp_path, {one: "from deepcuts.run.b import c\n", other: "def c():\n    from deepcuts.run import a\n"})
    assert {one, other} == {*circle(uses(tmp_path))}


def test_the_picture_has_the_arrows_that_there_are() -> None:
    assert arrows(USED) == drawn((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))


def test_another_arrow_is_another_picture() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^(\S+ +-+>)(.*)$", text, re.MULTILINE)
    assert [f"{name}/" if "." not in name else name for name in LAYERS[:-1]] == [row.split()[0] for row, _ in rows]
    for start, rest in rows:
        for below in rest.split():
            assert arrows(USED) != drawn(text.replace(start + rest, start + rest.replace(below, " " * len(below))))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_layer_says_what_it_offers(folder: str) -> None:
    """That is what the others use, neither more nor less."""
    assert sorted(wanted(folder, USED)) == sorted(said(folder))


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_layer_offers_is_there(folder: str) -> None:
    assert [] == [
        f"{module}.{name}"
        for module, name in sorted(said(folder))
        if not hasattr(importlib.import_module(f"deepcuts.{folder}.{module}"), name)
    ]


def test_what_runs_and_writes_needs_no_tool_of_the_tests() -> None:
    """Importing it costs no pytest and no Black."""
    code = "import sys, deepcuts.run.verify, deepcuts.run.update; print(*{'pytest', 'black'} & {*sys.modules})"
    assert b"" == subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout.strip()
