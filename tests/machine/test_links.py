"""A symbolic link that leads out of its folder is refused at its path, wherever the folder is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from deepcuts.page import pages
from deepcuts.page.links import outside
from deepcuts.project import SnippetError
from deepcuts.site import build, serve
from tests.files import ROOT, copy, write
from tests.machine.conftest import Work


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, {"root/a/b.txt": "", "root/c.txt": "", "secret/d.txt": "the secret", "root2/e.txt": ""})
    return tmp_path / "root"


@pytest.mark.parametrize(
    "links",
    [
        {"a/x.md": "{secret}/d.txt"},
        {"x": "{secret}"},
        {"x": "../secret/d.txt"},
        {"x": "../root2"},
        {"a/x": "../../secret"},
        {"a/x": "../.."},
        {"x": "{secret}/none"},
        {"x": "/proc/self/environ"},
        {"x": "."},
        {"a/x": "../a"},
    ],
    ids=str,
)
def test_a_link_that_leads_out_is_found(root: Path, links: dict[str, str]) -> None:
    """To a file or a folder, absolute or relative, to one whose name begins alike, to nothing, to what holds it."""
    for name, target in links.items():
        (root / name).symlink_to(target.format(secret=root.parent / "secret"))
    assert [root / name for name in links] == [*outside(root)]


def test_each_link_of_a_chain_is_found(root: Path) -> None:
    (root / "y").symlink_to("../secret")
    (root / "x").symlink_to("a/../y")
    (root / "a" / "z").symlink_to("../x/d.txt")
    assert [root / name for name in ("x", "y", "a/z")] == [*outside(root)]


def test_a_folder_that_is_a_link_leads_out_of_itself(root: Path) -> None:
    (root.parent / "link").symlink_to(root)
    assert [root.parent / "link"] == [*outside(root.parent / "link")]


def test_links_within_the_folder_are_right(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Also where the folder itself is reached through a link."""
    (root / "x").symlink_to("a/b.txt")
    (root / "a" / "y").symlink_to("../x")
    (root / "z").symlink_to(root / "a")
    above = tmp_path_factory.mktemp("above") / "link"
    above.symlink_to(root.parent)
    assert [] == [*outside(root), *outside(above / "root")]


def test_it_reads_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "x").symlink_to("../secret")
    read = sys.addaudithook  # an audit hook stays for good: it is told apart by the folder
    opened: list[str] = []
    read(lambda event, args: opened.append(str(args[0])) if event in ("open", "os.listdir", "os.scandir") else None)
    assert [root / "x"] == [*outside(root)]
    assert not [path for path in opened if path.startswith(str(root.parent / "secret"))]


# Where it is refused.

PLACES = {"docs/x.md": "mkdocs.yml", "docs/assets/x": "tests", "overrides/partials/x.html": "../../secret.txt"}
PLACES |= {"mkdocs_html/x": "../snippets", "docs/y": ".."}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path, work: Work) -> str:
    """A repository with one such link; its target is not text, so that who reads it fails in other words."""
    write(tmp_path, {"secret.txt": b"\xff", "tests/secret.txt": b"\xff", "mkdocs.yml": "site_name: x\n"})
    for folder in pages.OURS:
        (tmp_path / folder / "partials").mkdir(parents=True)
    (tmp_path / "docs" / "assets").mkdir()
    target = PLACES[request.param]
    (tmp_path / request.param).symlink_to(target if target.startswith("..") else tmp_path / target)
    work(tmp_path)
    return str(request.param)


def refused(place: str) -> str:
    folder = place.partition("/")[0]
    return f"{place}:1: is a symbolic link that leads out of {folder}/; put the file itself in its place"


def test_the_checks_refuse_it(place: str) -> None:
    with pytest.raises(SnippetError) as caught:
        pages.configuration()
    assert refused(place) == str(caught.value)


def test_the_build_refuses_it(place: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert 1 == build.main()
    assert refused(place) in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_serving_refuses_it(place: str) -> None:
    with pytest.raises(Abort, match="is a symbolic link") as caught:
        serve.on_config(None)  # type: ignore[arg-type]  # it is not looked at
    assert refused(place) == str(caught.value)


def test_serving_ends_with_one_line(tmp_path: Path) -> None:
    """And so does what serves: no page of it is read."""
    copy(tmp_path)
    write(tmp_path, {"docs/index.md": "# Title\n", "snippets/a/b/c.py": "print(1)\n#> 1\n"})
    (tmp_path / "docs" / "x").symlink_to("../snippets")
    command = [sys.executable, "-m", "deepcuts", "serve"]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert (1, f"{refused('docs/x')}\n") == (done.returncode, done.stderr)


def test_a_copy_for_a_test_takes_a_link_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"from/docs/index.md": "", "secret/x": "the secret"})
    (tmp_path / "from" / "docs" / "x").symlink_to("../../secret")
    monkeypatch.setattr("tests.files.ROOT", tmp_path / "from")
    monkeypatch.setattr("tests.files.MACHINE", ())
    copy(tmp_path / "to", "docs")
    assert (tmp_path / "to" / "docs" / "x").is_symlink()


def test_the_repository_has_none() -> None:
    assert [] == [link for folder in pages.OURS for link in outside(ROOT / folder)]
    assert {"docs", "overrides", "mkdocs_html"} == {*pages.OURS}
