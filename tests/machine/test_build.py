"""What a build takes along where it can be had, and says where it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from deepcuts.site import build, publish, runtime
from tests.files import ROOT, copy, write
from tests.machine.conftest import Work

GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path, work: Work) -> Path:
    """A clone with two commits."""
    home = tmp_path / "clone"
    home.mkdir()
    git(home, "init")
    for text in ("a", "b"):
        (home / "mkdocs.yml").write_text(text, encoding="utf-8")
        git(home, "add", ".")
        git(home, "commit", "-m", text)
    return work(home).root


def test_git_knows_the_dates(clone: Path) -> None:
    assert "" == build.dates()


def test_a_shallow_clone_does_not(clone: Path, tmp_path: Path, work: Work) -> None:
    """Every page would have the date of its only commit."""
    git(tmp_path, "clone", "--depth=1", clone.as_uri(), "shallow")
    work(tmp_path / "shallow")
    assert "the clone is shallow (git fetch --unshallow)" == build.dates()


def test_a_folder_that_was_unpacked_does_not(clone: Path, work: Work) -> None:
    """Not even inside somebody's clone of something else."""
    write(clone, {"unpacked/mkdocs.yml": ""})
    work(clone / "unpacked")
    assert "this folder is not a clone" == build.dates()


def test_without_git_there_are_no_dates(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" == build.dates()


def test_without_cairo_there_are_no_cards(tmp_path: Path, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cairosvg", None)
    work(tmp_path)
    assert build.cards().startswith("Cairo is not there (import of cairosvg")
    assert not (tmp_path / build.FONTS).exists()


def test_the_font_is_where_the_plugin_looks(tmp_path: Path, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card needs three of its weights; without them the plugin would ask Google."""
    monkeypatch.setitem(sys.modules, "cairosvg", build)
    work(tmp_path)
    assert "" == build.cards()
    found = {path.name: path.read_bytes()[:4] for path in (tmp_path / build.FONTS).iterdir()}
    assert dict.fromkeys(["Bold.ttf", "Light.ttf", "Regular.ttf"], b"\0\1\0\0") == found


@pytest.mark.parametrize(
    ("draft", "why", "said", "on"),
    [
        (False, "", "", {"DATES", "CARDS"}),
        (False, "the moon is full", "no dates: the moon is full\n", {"CARDS"}),
        (True, "the moon is full", "", set()),
    ],
)
def test_what_cannot_be_had_is_said(
    draft: bool,
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
    assert 3 == build.main(draft=draft)
    assert said == capsys.readouterr().out
    assert on == {switch for switch in ("DATES", "CARDS") if envs[0].get(switch)}


def test_a_site_without_its_python_is_not_published(
    tmp_path: Path, work: Work, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft needs none."""
    drafts: list[bool] = []

    def mkdocs(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        write(Path(command[-1]), {"index.html": ""})
        return subprocess.CompletedProcess(command, 0)

    def refuse(_: Path) -> str:
        raise runtime.RuntimeFilesError("a file has another hash")

    monkeypatch.setattr(build, "dates", lambda: "no git")
    monkeypatch.setattr(build, "cards", lambda: "no Cairo")
    monkeypatch.setattr(build, "minify_site", lambda site: None)
    monkeypatch.setattr(subprocess, "run", mkdocs)
    monkeypatch.setattr(runtime, "build", refuse)
    work(tmp_path)
    assert 1 == build.main()
    assert "no Python for the browser: a file has another hash\n" == capsys.readouterr().err
    assert not (tmp_path / "site").exists()

    def publish_into(_: Path, *, draft: bool) -> int:
        drafts.append(draft)
        return 0

    monkeypatch.setattr(publish, "main", publish_into)
    assert 0 == build.main(draft=True)
    assert [True] == drafts


HOOK = """\
import os, pathlib, time

def on_post_build(config):
    pathlib.Path("begun-" + os.environ["WHO"]).touch()
    end = time.monotonic() + 30
    while pathlib.Path("stay").exists() and time.monotonic() < end:
        time.sleep(0.02)
    pathlib.Path(config.site_dir, "who.txt").write_text(os.environ["WHO"])
"""
TREE = {"index.html", "index.md", "llms.txt", "who.txt", "404.html", "sitemap.xml"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small site whose build stays in its middle while there is a file of this name."""
    copy(tmp_path)
    files = {
        "mkdocs.yml": f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav: [index.md]\nplugins: [search]\nhooks: [hook.py]\n",
        "hook.py": HOOK,
        "docs/index.md": "# Title\n",
        "docs/assets/deepcuts.css": "",
        "stay": "",
    }
    write(tmp_path, files)
    (tmp_path / "snippets").mkdir()
    return tmp_path


def begin(repository: Path, who: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deepcuts", "build", "--draft"],
        cwd=repository,
        env=os.environ | {"WHO": who, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def wait_for(path: Path) -> None:
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} never came"
        time.sleep(0.02)


def built(repository: Path, who: str) -> dict[str, bytes]:
    """The files of `site/` after one build that nobody disturbs."""
    (repository / "stay").unlink(missing_ok=True)
    said, _ = begin(repository, who).communicate(timeout=60)
    found = tree(repository)
    assert {*found} >= TREE, said
    (repository / "stay").touch()
    return found


def tree(repository: Path) -> dict[str, bytes]:
    site = repository / "site"
    changing = (".zip", ".gz")  # they hold a time
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.suffix not in changing
    }


def test_of_two_builds_in_one_clone_the_second_waits(repository: Path) -> None:
    """It says so; both end well, and the site is whole: that of the one which ended last."""
    first = begin(repository, "first")
    wait_for(repository / "begun-first")
    second = begin(repository, "second")
    assert second.stdout
    assert "another build runs in this clone: waiting until it has ended\n" == second.stdout.readline()
    assert not (repository / "begun-second").exists()
    (repository / "stay").unlink()
    ends = [(process.communicate(timeout=60)[0], process.returncode)[1] for process in (first, second)]
    assert [0, 0] == ends
    found = tree(repository)
    assert b"second" == found["who.txt"]
    assert built(repository, "second") == found


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals for a process of its own")
@pytest.mark.parametrize("ended_by", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_build_that_is_stopped_leaves_the_old_site(repository: Path, ended_by: str) -> None:
    """And no scratch of its own; what a killed one could not take away, the next one does."""
    old = built(repository, "old")
    stopped = begin(repository, "new")
    wait_for(repository / "begun-new")
    stopped.send_signal(getattr(signal, ended_by))
    if ended_by == "SIGKILL":
        (repository / "stay").unlink()  # its child ends by itself
        stopped.communicate(timeout=60)
        assert old == tree(repository)
        assert b"next" == built(repository, "next")["who.txt"]
    else:
        said, _ = stopped.communicate(timeout=60)
        assert "the build was stopped: site/ is as it was\n" == said.removeprefix("\nAborted!\n")
        assert old == tree(repository)
    assert [] == [path.name for path in (repository / ".deepcuts").iterdir() if path.name.startswith("build-")]


def test_where_the_new_site_cannot_take_its_place_the_old_one_stays(tmp_path: Path, work: Work) -> None:
    write(tmp_path, {"site/old.txt": "old"})
    work(tmp_path)
    with pytest.raises(FileNotFoundError):
        build.replace(tmp_path / "none", tmp_path / "away")
    assert "old" == (tmp_path / "site" / "old.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", build.ADDRESSES)
@pytest.mark.parametrize("address", ["https://someone.github.io//", "example.org/you/deepcuts", "https:///x/", "/x/"])
def test_an_address_that_is_none_is_refused_by_its_name(
    name: str, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would be built into each page, where nobody sees it."""
    monkeypatch.setenv(name, address)
    assert 1 == build.main()
    example = "write a whole address, such as https://example.org/python-deepcuts/"
    assert f"{name} is {address!r}: {example}\n" == capsys.readouterr().err


@pytest.mark.parametrize("address", ["", "https://example.org", "http://localhost:8000/a/b/"])
def test_an_address_is_one_or_there_is_none(address: str) -> None:
    assert "" == build.unfit(address)
