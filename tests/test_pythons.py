"""pyproject.toml has the only list of Pythons: what follows it by hand is named here, at its file and line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from deepcuts.project import OURS, minor
from tests.files import ROOT

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
PROSE = ("README.md", "CONTRIBUTING.md", "docs/**/*.md", "docs/**/*.py")
Check = Callable[[str, Sequence[str], list[str]], bool]
"""Whether what a pattern has found is right: for these Pythons as listed, and for their minor releases."""

RULES: dict[str, tuple[tuple[str, ...], str, Check]] = {
    "the whole list": (PROSE, r"uv python install ((?:\d\S* ){2,}\d[\d.]*)", lambda t, all_, _: t.split() == [*all_]),
    "one of the list": (
        (*PROSE, ".github/**/*.yml"),
        r"(?:uv python install|nox -s snippets-|python-version:) *\"?(\d[\d.]*\d)(?![\d.]| \d)",
        lambda t, all_, _: t in all_,
    ),
    "each minor release of the list": (
        PROSE,
        r"CPython ((?:\d\.\d+, )+\d\.\d+ and \d\.\d+)",
        lambda t, _, minors: re.findall(r"[\d.]+\d", t) == minors,
    ),
    "the oldest of the list": (
        ("README.md", "CONTRIBUTING.md", "pyproject.toml"),
        r"(?:Python,? (\d\.\d+) or later|(?<=requires-python = \">=)(\d\.\d+))",
        lambda t, _, minors: t == minors[0],
    ),
    "how many minor releases the list has": (
        PROSE,
        r"\b(?:all|the) (\w+) (?:Pythons|versions)\b",
        lambda t, _, minors: t not in NUMBERS or t == NUMBERS[len(minors)],
    ),
    "a range that begins in the list": (
        PROSE,
        r"\b(3\.\d+)(?:\.\d+)? (?:to|and) 3\.\d+",
        lambda t, _, minors: t in minors,
    ),
    "a minor release of the list, for the browser": (
        ("deepcuts/page/runner.py",),
        r"^PYTHON = Version\(\"(\d\.\d+)",
        lambda t, _, minors: t in minors,
    ),
}
"""What stands where, by what it has to say: files, a pattern, and what is right. The changelog says what was."""


def stale(root: Path, pythons: Sequence[str]) -> tuple[list[str], set[str]]:
    """The places that say something else than this list of Pythons, and which rules had anything to look at."""
    minors = list(dict.fromkeys(minor(python) for python in pythons))
    found, used = [], set()
    for rule, (globs, pattern, right) in RULES.items():
        for path in sorted({path for glob in globs for path in root.glob(glob)} - {root / "docs" / "changelog.md"}):
            text = path.read_text(encoding="utf-8")
            for match in re.finditer(pattern, text, re.MULTILINE):
                used.add(rule)
                said = next(group for group in match.groups() if group)
                if not right(said, pythons, minors):
                    line = text.count("\n", 0, match.start(match.lastindex or 0)) + 1
                    found.append(
                        f"{path.relative_to(root).as_posix()}:{line}: {said!r} is not {rule} in pyproject.toml"
                    )
    return found, used


def test_every_place_agrees_with_the_list() -> None:
    found, used = stale(ROOT, OURS.pythons)
    if found:
        pytest.fail("\n".join(found), pytrace=False)
    assert {*RULES} == used, "a rule that looked at nothing says nothing"


@pytest.mark.parametrize(
    ("pythons", "expected"),
    [
        (
            lambda pythons: [*pythons, "3.99"],
            {"README.md", "docs/import-cache/circular-import-errors.md"},
        ),
        (
            lambda pythons: pythons[1:],
            {
                "README.md",
                "CONTRIBUTING.md",
                "docs/import-cache/circular-import-errors.md",
                "pyproject.toml",
            },
        ),
        (lambda pythons: [each for each in pythons if not each.startswith("3.14")], {"deepcuts/page/runner.py"}),
    ],
    ids=["one more", "the oldest dropped", "that of the browser dropped"],
)
def test_what_another_list_would_change_is_named(
    pythons: Callable[[Sequence[str]], Sequence[str]], expected: set[str]
) -> None:
    found, _ = stale(ROOT, pythons(OURS.pythons))
    assert expected <= {complaint.partition(":")[0] for complaint in found}
    assert all(re.match(r"\S+:\d+: '.+' is not .+ in pyproject\.toml", complaint) for complaint in found)


def test_what_is_mended_as_it_was_named_is_right(tmp_path: Path) -> None:
    """A list with one Python more, and each place that is named written anew: nothing is named then."""
    if stale(ROOT, OURS.pythons)[0]:
        pytest.skip("there are places to mend first, and the test above names them")
    for name in ("README.md", "CONTRIBUTING.md", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    pythons = OURS.pythons
    newest, more = pythons[-1], [*pythons, "3.99"]
    assert stale(tmp_path, more)[0]
    for name, old, new in (
        ("README.md", f" {newest}`", f" {newest} 3.99`"),
        ("README.md", f" and {newest},", f", {newest} and 3.99,"),
    ):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert [] == stale(tmp_path, more)[0]


def test_no_tool_is_told_of_the_oldest_python() -> None:
    """ruff takes it from `requires-python`, and the noxfile from the list."""
    assert "target-version" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert not re.search(r"\"3\.\d+\"", (ROOT / "noxfile.py").read_text(encoding="utf-8"))
