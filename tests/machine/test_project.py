"""What the names of Pythons in pyproject.toml stand for."""

from __future__ import annotations

from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.project import OURS, Project, SnippetError, current, minor, named, newest, shown, working_on
from tests.files import ROOT, write


def test_a_project_is_what_its_files_say(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": '[tool.deepcuts]\npythons = ["3.12", "3.13.0"]\n'})
    assert Project(tmp_path, ("3.12", "3.13.0")) == Project.at(tmp_path)


def test_another_project_is_worked_on_for_a_while(tmp_path: Path) -> None:
    """Also one within another."""
    assert OURS == current()
    with working_on(Project(tmp_path, ("3.12",))) as outer:
        with working_on(Project(tmp_path / "a", ())) as inner:
            assert (inner, "b") == (current(), shown(tmp_path / "a" / "b"))
        assert (outer, "a/b") == (current(), shown(tmp_path / "a" / "b"))
    assert (OURS, str(tmp_path)) == (current(), shown(tmp_path))


def test_a_minor_release_stands_for_its_newest_patch_release() -> None:
    """And is later than each that there will be; a patch release stands for itself."""
    assert Version("3.13.98") < newest("3.13") < Version("3.14.0")
    assert Version("3.13.0") == newest("3.13.0")
    assert "3.13.0" == str(newest("3.13.0"))


@pytest.mark.parametrize("version", ["3.13", "3.13.0", "3.13.18", Version("3.13.1"), newest("3.13")])
def test_every_version_has_a_minor_release(version: str | Version) -> None:
    assert "3.13" == minor(version)


@pytest.mark.parametrize(
    ("version", "name"), [("3.13.0", "3.13.0"), ("3.13.1", "3.13"), ("3.14.0", "3.14"), ("3.3.0", "3.3")]
)
def test_a_full_version_has_one_name(version: str, name: str) -> None:
    """Its own where the list has it, whatever else the list has."""
    assert name == named(version, ["3.12", "3.13.0", "3.13", "3.14"])


def test_an_error_begins_with_file_and_line() -> None:
    assert "a/b.py:3: what" == str(SnippetError(ROOT / "a" / "b.py", 3, "what"))
    assert f"{ROOT.parent / 'b.py'}:3: what" == str(SnippetError(ROOT.parent / "b.py", 3, "what"))
