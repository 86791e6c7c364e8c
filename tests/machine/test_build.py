"""What a build takes along where it can be had, and says where it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deepcuts import build, publish, runtime
from deepcuts.snippet import ROOT
from tests.files import write

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with two commits."""
    home = tmp_path / "clone"
    home.mkdir()
    git(home, "init")
    for text in ("a", "b"):
        (home / "mkdocs.yml").write_text(text, encoding="utf-8")
        git(home, "add", ".")
        git(home, "commit", "-m", text)
    monkeypatch.setattr(build, "ROOT", home)
    return home


def test_git_knows_the_dates(clone: Path) -> None:
    assert "" == build.dates()


def test_a_shallow_clone_does_not(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page would have the date of its only commit."""
    git(tmp_path, "clone", "--depth=1", clone.as_uri(), "shallow")
    monkeypatch.setattr(build, "ROOT", tmp_path / "shallow")
    assert "the clone is shallow (git fetch --unshallow)" == build.dates()


def test_a_folder_that_was_unpacked_does_not(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even inside somebody's clone of something else."""
    write(clone, {"unpacked/mkdocs.yml": ""})
    monkeypatch.setattr(build, "ROOT", clone / "unpacked")
    assert "this folder is no clone" == build.dates()


def test_without_git_there_are_no_dates(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" == build.dates()


def test_without_cairo_there_are_no_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    monkeypatch.setattr(build, "FONTS", tmp_path / "fonts")
    assert build.cards().startswith("Cairo is not there (import of cairosvg")
    assert not (tmp_path / "fonts").exists()


def test_the_font_is_where_the_plugin_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card needs three of its weights; without them the plugin would ask Google."""
    monkeypatch.setitem(sys.modules, "cairosvg", build)
    monkeypatch.setattr(build, "FONTS", tmp_path / "fonts")
    assert "" == build.cards()
    found = {path.name: path.read_bytes()[:4] for path in (tmp_path / "fonts").iterdir()}
    assert dict.fromkeys(["Bold.ttf", "Light.ttf", "Regular.ttf"], b"\0\1\0\0") == found


@pytest.mark.parametrize(
    ("options", "why", "said", "on"),
    [
        ([], "", "", {"DATES", "CARDS"}),
        ([], "the moon is full", "no dates: the moon is full\n", {"CARDS"}),
        (["--draft"], "the moon is full", "", set()),
    ],
)
def test_what_cannot_be_had_is_said(
    options: list[str],
    why: str,
    said: str,
    on: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And the rest is switched on for the build; where that fails, nothing is published."""
    envs: list[dict[str, str]] = []

    def run(command: list[str], **kwargs: Any) -> subprocess.CompletedProcess[str]:
        assert "--strict" in command
        envs.append(kwargs["env"])
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(build, "dates", lambda: why)
    monkeypatch.setattr(build, "cards", lambda: "")
    monkeypatch.setattr(subprocess, "run", run)
    assert 3 == build.main(options)
    assert said == capsys.readouterr().out
    assert on == {switch for switch in ("DATES", "CARDS") if envs[0].get(switch)}


def test_a_site_without_its_python_is_not_published(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft needs none."""
    published: list[str] = []

    def publish_into(arguments: list[str]) -> int:
        published.extend(arguments)
        return 0

    def refuse(_: Path) -> str:
        raise runtime.RuntimeFilesError("a file has another hash")

    monkeypatch.setattr(build, "dates", lambda: "no git")
    monkeypatch.setattr(build, "cards", lambda: "no Cairo")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
    monkeypatch.setattr(runtime, "build", refuse)
    monkeypatch.setattr(publish, "main", publish_into)
    assert 1 == build.main([])
    assert "no Python for the browser: a file has another hash\n" == capsys.readouterr().err
    assert [] == published
    assert 0 == build.main(["--draft"])
    assert [str(ROOT / "site")] == published
