"""Which files belong to a snippet, and that no others are ever opened: links, devices, what is hidden or too much."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deepcuts.project import SnippetError, conflict
from deepcuts.snippet.find import address_of, find, load
from tests import files
from tests.files import ROOT, write

guarded: set[str] = set()


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Fail where a guarded file is opened, by whatever name: an audit hook sees that before it happens."""
    if event == "open" and guarded and isinstance(arguments[0], str) and os.path.realpath(arguments[0]) in guarded:
        raise AssertionError(f"was opened: {arguments[0]}")


sys.addaudithook(refuse)


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    """A file outside the snippets that nobody may open."""
    write(tmp_path, {"out/secret.py": "password = 1\n", "out/pkg/main.py": "password = 2\n"})
    guarded.update(os.path.realpath(tmp_path / "out" / name) for name in ("secret.py", "pkg/main.py"))
    guarded.add(os.path.realpath("/proc/self/environ"))
    yield tmp_path / "out" / "secret.py"
    guarded.clear()


def test_a_guarded_file_cannot_be_opened_unseen(tmp_path: Path, secret: Path) -> None:
    """The test of the fixture: through a link, too."""
    (tmp_path / "link").symlink_to(secret)
    for path in (secret, tmp_path / "link"):
        with pytest.raises(AssertionError, match="was opened"):
            path.read_bytes()


def refused(root: Path, address: str = "") -> str:
    """What `find` says, or `load` of an address, with the names from the root."""
    with pytest.raises(SnippetError) as caught:
        load(address, root) if address else find(root)
    return str(caught.value).replace(f"{root}{os.sep}", "")


LINKS: dict[str, tuple[str, str, str]] = {  # the link, where it leads from its folder, the address of the snippet
    "the main file": ("a/b/c.py", "../../../out/secret.py", "a/b/c"),
    "the main file in a folder": ("a/b/d/main.console", "../../../../out/secret.py", "a/b/d"),
    "older outputs": ("a/b/e.outputs", "../../../out/secret.py", "a/b/e"),
    "older outputs in a folder": ("a/b/f/main.outputs", "../../../../out/secret.py", "a/b/f"),
    "a helper": ("a/b/f/config.py", "../../../../out/secret.py", "a/b/f"),
    "a helper in a package": ("a/b/f/pkg/config.py", "../../../../../out/secret.py", "a/b/f"),
    "a folder of helpers": ("a/b/f/vendor", "../../../../out/pkg", "a/b/f"),
    "the folder of the snippet": ("a/b/g", "../../../out/pkg", "a/b/g"),
    "the folder of the chapter": ("a/c", "../../out", "a/c/pkg"),
    "the folder of the DeepCut": ("b", "../out", "b/x/pkg"),
    "to the next file": ("a/b/f/same.py", "main.py", "a/b/f"),
    "to nothing": ("a/b/f/lost.py", "nowhere.py", "a/b/f"),
    "to itself": ("a/b/f/loop.py", "loop.py", "a/b/f"),
    "to the environment": ("a/b/f/environ.txt", "/proc/self/environ", "a/b/f"),
    "a chain": ("a/b/f/chain.py", "../../../../first", "a/b/f"),
    "a hidden one": ("a/b/f/.profile", "../../../../out/secret.py", "a/b/f"),
}


@pytest.mark.parametrize(("link", "target", "address"), LINKS.values(), ids=LINKS)
def test_a_symbolic_link_is_refused_and_never_read(
    tmp_path: Path, secret: Path, link: str, target: str, address: str
) -> None:
    root = tmp_path / "snippets"
    write(root, {"a/b/e.py": "print(1)\n", "a/b/f/main.py": "print(1)\n", "a/b/f/pkg/__init__.py": ""})
    (tmp_path / "first").symlink_to(secret)
    path = root / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    message = f"{link}:1: is a symbolic link; put a copy here"
    assert (message, message) == (refused(root), refused(root, address))


def test_snippets_that_are_a_link_are_refused(tmp_path: Path, secret: Path) -> None:
    write(tmp_path, {"elsewhere/a/b/c.py": ""})
    (tmp_path / "snippets").symlink_to("elsewhere")
    message = f"{tmp_path / 'snippets'}:1: is a symbolic link; put a copy here"
    assert (message, message) == (refused(tmp_path / "snippets"), refused(tmp_path / "snippets", "a/b/c"))


def test_a_copy_of_the_repository_makes_no_file_of_a_link(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a file it would be a helper like any other, and shown."""
    write(tmp_path / "repository", {"snippets/a/b/c/main.py": ""})
    (tmp_path / "repository/snippets/a/b/c/config.py").symlink_to(secret)
    monkeypatch.setattr(files, "ROOT", tmp_path / "repository")
    monkeypatch.setattr(files, "MACHINE", ())
    files.copy(tmp_path / "copy", "snippets")
    assert "a/b/c/config.py:1: is a symbolic link; put a copy here" == refused(tmp_path / "copy/snippets")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def a_device(path: Path) -> None:
    try:
        os.mknod(path, 0o020600, os.makedev(1, 7))  # /dev/full
    except PermissionError:
        pytest.skip("only root makes devices")


@pytest.mark.parametrize("make", [os.mkfifo, a_socket, a_device], ids=["fifo", "socket", "device"])
@pytest.mark.parametrize("name", ["a/b/c.py", "a/b/d.outputs", "a/b/e/main.py", "a/b/f/data.txt", "a/b/x", "a/f"])
def test_what_is_no_regular_file_is_refused_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], name: str
) -> None:
    write(tmp_path, {"a/b/d.py": "", "a/b/f/main.py": ""})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    make(Path(name))
    guarded.add(str(tmp_path / name))
    try:
        assert f"{name}:1: is neither a file nor a folder; take it away" == refused(tmp_path)
    finally:
        guarded.clear()


def test_a_tree_without_end_is_refused(tmp_path: Path) -> None:
    """1,500 folders, the longest name that a path may have among them."""
    write(tmp_path, {"a/b/c/main.py": ""})
    here = os.open(tmp_path / "a/b/c", os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deep", dir_fd=here)
        below = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    try:
        message = f"a/b/c/{'/'.join(['deep'] * 21)}:1: lies more than 20 folders deep in its snippet; take it away"
        assert message == refused(tmp_path)
    finally:
        subprocess.run(["rm", "-r", tmp_path / "a"], check=True)  # shutil.rmtree, which pytest uses, recurses


def test_twenty_folders_are_not_too_deep(tmp_path: Path) -> None:
    name = f"a/b/c/{'/'.join(['deep'] * 20)}/data.txt"
    write(tmp_path, {"a/b/c/main.py": "", name: ""})
    assert (tmp_path / name,) == load("a/b/c", tmp_path).helpers


@pytest.mark.parametrize("name", ["a/b/c/data.bin", "a/b/c/main.outputs", "a/b/d.py"])
def test_a_file_of_more_than_a_megabyte_is_refused(tmp_path: Path, name: str) -> None:
    """By its size, before it is read: this one would fill the memory."""
    write(tmp_path, {"a/b/c/main.py": ""})
    with (tmp_path / name).open("wb") as file:
        file.truncate(1 << 40)
    assert f"{name}:1: holds 1,099,511,627,776 bytes, and a file of a snippet at most 1,000,000" == refused(tmp_path)


def test_a_megabyte_is_not_too_much(tmp_path: Path) -> None:
    """Nor are bytes that are not text."""
    write(tmp_path, {"a/b/c/main.py": "", "a/b/c/data.bin": b"\xff" * 1_000_000})
    assert (tmp_path / "a/b/c/data.bin",) == load("a/b/c", tmp_path).helpers


@pytest.mark.parametrize("name", ["a/b/c/.env", "a/b/c/pkg/.config/x.toml", "a/b/.claim.py", "a/.chapter/c.py"])
def test_a_hidden_name_is_refused(tmp_path: Path, name: str) -> None:
    """It would not be a part of the program, and nothing would say so."""
    write(tmp_path, {"a/b/c/main.py": "", name: ""})
    named = next(part for part in [Path(name), *Path(name).parents] if part.name.startswith(".")).as_posix()
    assert (
        f"{named}:1: its name starts with a dot: it would be left out of the snippet; rename or delete it"
        == refused(tmp_path)
    )


LEFT_BEHIND = [
    *(".DS_Store", "._main.py", ".main.py.swp", ".main.py.swo", ".ipynb_checkpoints/main-checkpoint.py", ".directory"),
    *("__pycache__/main.cpython-313.pyc", ".ruff_cache/x/y", ".mypy_cache/x", ".deepcuts-scratch", ".nfs0001"),
    *(".idea/x", ".vscode/settings.json", "pkg/__pycache__/x.pyc", "pkg/.DS_Store"),
]


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_tools_leave_behind_is_no_part_of_a_snippet(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"a/b/c/main.py": "", f"a/b/c/{name}": b"\xff", f"a/b/{name.removeprefix('pkg/')}": b"\xff"})
    assert [("a/b/c", ())] == [(snippet.address, snippet.helpers) for snippet in find(tmp_path)]


def test_the_lock_of_an_editor_is_no_link_of_the_writer(tmp_path: Path) -> None:
    """Emacs locks a file with a dangling link beside it."""
    write(tmp_path, {"a/b/c/main.py": "", "a/b/d.py": ""})
    for name in ("a/b/c/.#main.py", "a/b/.#d.py"):
        (tmp_path / name).symlink_to("writer@machine.4711:1700000000")
    assert ["a/b/c", "a/b/d"] == [snippet.address for snippet in find(tmp_path)]


def test_settings_of_git_may_lie_above_a_snippet(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "", "a/.gitattributes": "", "a/b/.gitkeep": "", "a/b/c.py": "", ".editorconfig": ""})
    assert ["a/b/c"] == [snippet.address for snippet in find(tmp_path)]


@pytest.mark.parametrize("name", [b"two\nlines.txt", b"no-utf8-\xff.txt", b"bell\a"])
def test_a_name_that_no_message_could_show_is_refused(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, {"a/b/c/main.py": ""})
    try:
        (tmp_path / "a/b/c" / os.fsdecode(name)).write_bytes(b"")
    except OSError:
        pytest.skip("this system admits no such name")
    message = f"a/b/c:1: a name in this folder cannot be shown: {os.fsdecode(name)!a}; rename it"
    assert message == refused(tmp_path)


def test_a_folder_that_cannot_be_listed_is_an_error_at_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a/b/c/main.py": "", "a/b/c/pkg/x.py": ""})
    scandir = os.scandir

    def scan(path: Path) -> object:
        if Path(path).name == "pkg":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)  # modes do not bind root
    assert "a/b/c/pkg:1: cannot be read: Permission denied" == refused(tmp_path)


def test_there_is_no_link_among_our_own_snippets() -> None:
    """So that the tests above are of what a writer may add, and none of what is there."""
    assert [] == [path for path in (ROOT / "snippets").rglob("*") if path.is_symlink()]


def test_without_snippets_nothing_is_found(tmp_path: Path) -> None:
    assert [] == find(tmp_path / "snippets")


BROKEN: dict[str, str | bytes] = {
    "a/b/latin.py": b"print('caf\xe9')\n",
    "a/b/merged.py": b"x = 1\n<<<<<<< HEAD\nprint(1)\n=======\nprint(2)\n>>>>>>> theirs\n",
    "a/b/kept/main.outputs": b"<<<<<<< HEAD\n=======\n>>>>>>> theirs\n",
    "a/b/talk.console": b"$ python -c 1\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> theirs\r\n",
    "a/b/beside/helper.py": b"\n\n>>>>>>> theirs\n",
    "a/b/my_helper.py": b"",
    "a/b/No-Slug.py": b"",
    "a/b/block.py": b"# /// script\n# requires-python = 3\n# ///\n",
    "a/stray.txt": b"",
}
SAID = {
    "a/b/latin.py": "1: is not UTF-8",
    "a/b/merged.py": "2: a merge has left both sides here",
    "a/b/kept/main.outputs": "1: a merge has left both sides here",
    "a/b/talk.console": "2: a merge has left both sides here",
    "a/b/beside/helper.py": "3: a merge has left both sides here",
    "a/b/my_helper.py": "1: is not a claim, which has hyphens; as a helper, it lies in the folder of its snippet",
    "a/b/No-Slug.py": "1: an address is three slugs",
    "a/b/block.py": "1: metadata: requires-python = 3 is not a string",
    "a/stray.txt": "1: a snippet lies at <deepcut>/<chapter>/<claim>.py",
}


def test_each_bad_file_is_named_and_the_others_are_found(tmp_path: Path) -> None:
    write(tmp_path, BROKEN | {"a/b/kept/main.py": "", "a/b/beside/main.py": "", "a/b/good.py": "", "c/d/e.py": ""})
    problems: list[SnippetError] = []
    assert ["a/b/good", "c/d/e"] == [snippet.address for snippet in find(tmp_path, problems)]
    texts = sorted(str(problem).replace(f"{tmp_path}{os.sep}", "") for problem in problems)
    assert len(SAID) == len(texts)
    for name, said in SAID.items():
        assert any(text.startswith(f"{name}:{said}") for text in texts), (name, texts)


@pytest.mark.parametrize("text", ["=======\n", "a\n======= b\n", "<<<<<<<\n", "Title\n=======\n"])
def test_a_line_that_only_looks_like_a_mark_of_a_merge_is_none(text: str) -> None:
    assert 0 == conflict(text)


def test_a_session_runs_the_others_and_shows_no_traceback(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/good.py": "print(1)\n#> 1\n", "a/b/latin.py": b"\xff", "a/b/helper_mod.py": ""})
    pytest_ = [sys.executable, "-m", "pytest", "tests/test_snippets.py", "--snippets", str(tmp_path)]
    done = subprocess.run(pytest_, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert "2 failed, 1 passed" in done.stdout
    assert f"{tmp_path}/a/b/latin.py:1: is not UTF-8" in done.stdout
    assert not any(word in done.stdout for word in ("Traceback", "ERROR collecting", "During handling"))


def test_the_checks_of_pages_say_what_is_wrong_with_a_file_and_not_how_they_came_upon_it(tmp_path: Path) -> None:
    files.copy(tmp_path, "docs", "snippets")
    (tmp_path / "snippets" / "away").symlink_to("/etc")
    pytest_ = [sys.executable, "-m", "pytest", "tests/test_chapters.py"]
    done = subprocess.run(pytest_, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert 1 == done.stdout.count("\nsnippets/away:1: is a symbolic link; put a copy here\n"), done.stdout
    assert "1 failed" in done.stdout, "each page that shows a snippet would say it again"
    assert "\nE  " not in done.stdout


@pytest.mark.parametrize(
    "word",
    [
        "a/b/c",
        "a/b/c/",
        "snippets/a/b/c.py",
        "./snippets/a/b/c.outputs",
        "snippets/a/b/c/main.py",
        "snippets/a/b/c/pkg/helper.py",
        str(ROOT / "snippets" / "a" / "b" / "c.console"),
        "a/b/c.py",
    ],
)
def test_an_address_may_be_typed_as_a_path(word: str) -> None:
    """As the completion of a shell gives it."""
    assert "a/b/c" == address_of(word)


def test_a_folder_may_be_typed_as_a_path() -> None:
    assert ("a/b", "a", "") == (address_of("snippets/a/b/"), address_of("./snippets/a"), address_of("snippets"))
