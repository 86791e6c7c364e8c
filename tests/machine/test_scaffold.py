"""A stranger's first chapter: the steps of CONTRIBUTING.md, and what `nox -s new` makes, refuses and leaves alone."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from deepcuts.site import scaffold
from tests.files import ROOT, write
from tests.machine.conftest import Work

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^\d\. .*(?:\n {3}.*)*", CONTRIBUTING, re.MULTILINE)

Tree = dict[str, bytes | None]


def tree(root: Path) -> Tree:
    """Every folder (None) and every file (its bytes)."""
    found = (path for path in root.rglob("*") if "__pycache__" not in path.parts and ".deepcuts" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None for path in found}


# The walk: what CONTRIBUTING.md says, done.

TOOLS = Path(sys.executable)
DEEPCUT = "descriptors-of-a-stranger"  # a name that nobody takes: this runs while `descriptors` is written, too
NAME = f"{DEEPCUT}/set-name"
PYTEST = ["-m", "pytest", "--address", DEEPCUT, "tests/test_snippets.py"]
CHECK = [*PYTEST, "tests/test_chapters.py"]
SESSIONS = {  # the commands of CONTRIBUTING.md: what their sessions run, only for this DeepCut where that is possible
    f"nox -s new -- {NAME}": [["-m", "deepcuts", "new", NAME]],
    "nox -s docs": [CHECK],
    f"nox -s update -- {NAME}": [["-m", "deepcuts", "update", NAME]],
    "nox": [["-m", "deepcuts", "format"], CHECK, ["-m", "mkdocs", "build", "--strict", "-q"]],
}
CLAIM = f"{NAME}/later-field-gets-no-name"
PROGRAM = """class Field:
    def __set_name__(self, owner, name):
        print(owner.__name__, name)


class Person:
    name = Field()


Person.age = Field()
"""
FRONT = "---\ntitle: {}\ndescription: When Python calls __set_name__, and when it does not.\n---\n\n# {}\n"
INDEX = FRONT.format("Descriptors", "Descriptors") + "\n1. [Set name](set-name.md)\n"
PROSE = f"""{FRONT.format("Set name", "`__set_name__`")}
A field that is put on a class after it was made does not know its name.

!!! short "The field says it has no name"

    **You see** a descriptor that was never told its name.

    **It means** that it came after the class was made. When Python calls `__set_name__`, and when it does not.

    **Try** to [name it yourself](#a-field-that-is-added-later-gets-no-name).

@predict {CLAIM}

- Person name
  Person age
  : Nothing tells a descriptor that it was put on a class later.
- Person age
  : The class was made with `name` in it.

## A field that is added later gets no name

@snippet {CLAIM}

Only `Person name`{{{CLAIM}}} was printed: Python calls `__set_name__` when it makes the class.
"""


TRIED = f"""# What was tried: Set name

## A field that is added later gets no name

| snippet | claim | could be false | command | printed |
| --- | --- | --- | --- | --- |
| {CLAIM.rpartition("/")[2]} | Only the first field gets a name. | `-O` | `python3.14 -O *.py` | `Person name` |
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The repository as a fresh clone has it."""
    made = shutil.ignore_patterns(".git", ".nox", ".deepcuts", ".venv", "venv", "__pycache__", ".*_cache", ".cache")

    def ignored(folder: str, names: list[str]) -> set[str]:
        built = {"site"} if Path(folder) == ROOT else set()  # the layer of this name is committed
        return made(folder, names) | built

    return Path(shutil.copytree(ROOT, tmp_path / "clone", ignore=ignored))


def run(clone: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [TOOLS, *command], cwd=clone, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    done.stdout += done.stderr
    return done


def test_contributing_is_short() -> None:
    assert 1 <= len(STEPS) <= 5
    assert len(CONTRIBUTING.split()) <= 300


def test_the_steps_name_these_commands_and_sessions() -> None:
    """The walk below is that of CONTRIBUTING.md, and noxfile.py has each session of it."""
    said = [command for step in STEPS for command in re.findall(r"`((?:nox|git clone)[^`]*)`", step)]
    named = [command.replace("<deepcut>/<chapter>", NAME) for command in said]
    new, *others = SESSIONS
    assert ["git clone", new, "nox -s new -- <deepcut>", *others] == named
    body = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8")).body
    sessions = {node.name: ast.unparse(node) for node in body if isinstance(node, ast.FunctionDef)}
    for command, runs in SESSIONS.items():
        if name := command.partition(" -s ")[2].partition(" ")[0]:
            assert runs[0][1] in sessions[name]


def test_the_five_steps_make_a_deepcut_with_a_chapter_and_a_snippet(clone: Path) -> None:
    """Verified as soon as it is made, red while it is a draft or an output is missing, green after `nox -s update`."""
    before = tree(clone)

    def walk(command: str) -> list[str]:
        done = [run(clone, arguments) for arguments in SESSIONS[command]]
        assert [0] * len(done) == [one.returncode for one in done], "\n".join(one.stdout for one in done)
        return [one.stdout for one in done]

    (made,) = walk(f"nox -s new -- {NAME}")
    assert f"made docs/{NAME}.md" in made
    draft = run(clone, CHECK)
    assert (1, True) == (draft.returncode, "1 of 1 snippets print what they say" in draft.stdout), draft.stdout
    example = f"snippets/{NAME}/{scaffold.CLAIM}/main.py"
    tried = f"tests/claims/{NAME}.md"
    places = [f"docs/{DEEPCUT}/index.md:3: is a draft", f"docs/{NAME}.md:3: is a draft", f"{example}:1: is the example"]
    places.append(f"{tried}:7: is a draft")
    said = re.findall(r"^\S+: is (?:a draft|the example)", draft.stdout, re.MULTILINE)
    assert places == [*dict.fromkeys(said)]  # under CI pytest says it once more, in its summary

    made = (clone / example).read_text(encoding="utf-8")
    walk(f"nox -s update -- {NAME}")
    assert made == (clone / example).read_text(encoding="utf-8"), "every Python that is here prints what it says"

    shutil.rmtree((clone / example).parent)
    write(clone, {f"snippets/{CLAIM}.py": PROGRAM, f"docs/{NAME}.md": PROSE, f"docs/{DEEPCUT}/index.md": INDEX})
    write(clone, {tried: TRIED})
    landing = clone / "docs" / "index.md"
    landing.write_text(f"{landing.read_text('utf-8')}\n[Mine]({DEEPCUT}/index.md)\n", encoding="utf-8")
    red = run(clone, PYTEST)
    assert (1, True) == (red.returncode, f"snippets/{CLAIM}.py:3: " in red.stdout), red.stdout

    walk(f"nox -s update -- {NAME}")
    printed = PROGRAM.replace("name)\n\n", "name)\n        #> Person name\n\n")
    assert printed == (clone / "snippets" / f"{CLAIM}.py").read_text(encoding="utf-8")
    _, verified, *_ = walk("nox")
    assert "1 of 1 snippets print what they say" in verified
    prose = subprocess.run(
        [TOOLS.with_name("rumdl"), "check", "--no-cache", "docs"], cwd=clone, capture_output=True, check=False
    )
    assert 0 == prose.returncode, prose.stdout.decode()

    shutil.rmtree(clone / "site")
    after = tree(clone)
    pages = [f"docs/{DEEPCUT}/index.md", f"docs/{NAME}.md"]
    files = {path for path, content in after.items() if content is not None}
    assert {*pages, f"snippets/{CLAIM}.py", tried} == files - {*before}
    assert {"mkdocs.yml", "docs/index.md"} == {path for path in before if before[path] != after[path]}


# What is made, refused and left alone, in a small repository.

NAV = """# before
nav:
  - Home: index.md  # the first page
  - A:
      - a/index.md
      # the chapters
      - Title: a/b.md  # the last one
  # the rest
  - Contributing:
      - contributing/index.md
theme: material
"""
FILES = {
    "mkdocs.yml": NAV,
    "docs/index.md": "# Home\n",
    "docs/a/index.md": "# A\n",
    "docs/a/b.md": "# B\n",
    "docs/contributing/index.md": "# C\n",
    "snippets/a/b/c.py": "print(1)\n#> 1\n",
}


@pytest.fixture
def repository(tmp_path: Path, work: Work) -> Path:
    write(tmp_path, FILES)
    return work(tmp_path).root


def test_a_chapter_goes_to_the_end_of_its_deepcut(repository: Path) -> None:
    config = repository / "mkdocs.yml"
    config.chmod(0o600)
    before, mode = tree(repository), config.stat().st_mode
    assert 0 == scaffold.main(["a/of-mine"])
    after = tree(repository)
    assert mode == config.stat().st_mode
    program = f"snippets/a/of-mine/{scaffold.CLAIM}/main.py"
    folders = {"snippets/a/of-mine", f"snippets/a/of-mine/{scaffold.CLAIM}"}
    tried = {"tests", "tests/claims", "tests/claims/a", "tests/claims/a/of-mine.md"}
    assert {"docs/a/of-mine.md", *folders, *tried, program} == {*after} - {*before}
    expected = NAV.replace("# the last one\n", "# the last one\n      - a/of-mine.md\n")
    assert expected.encode() == after["mkdocs.yml"]
    assert {"mkdocs.yml"} == {path for path in before if before[path] != after[path]}


@pytest.mark.parametrize(("name", "chapter"), [("new-one/first", "first"), ("new-one", scaffold.CHAPTER)])
def test_a_deepcut_has_an_index_and_a_chapter_and_stands_behind_the_last(
    repository: Path, name: str, chapter: str
) -> None:
    """One that is named alone, too: its first chapter is the example."""
    before = tree(repository)
    assert 0 == scaffold.main([name])
    after = tree(repository)
    folders = {"docs/new-one", "snippets/new-one", f"snippets/new-one/{chapter}"}
    folders |= {f"snippets/new-one/{chapter}/{scaffold.CLAIM}"}
    pages = {"docs/new-one/index.md", f"docs/new-one/{chapter}.md"}
    program = f"snippets/new-one/{chapter}/{scaffold.CLAIM}/main.py"
    tried = {"tests", "tests/claims", "tests/claims/new-one", f"tests/claims/new-one/{chapter}.md"}
    assert folders | pages | tried | {program} == {*after} - {*before}
    section = f"  - New one:\n      - new-one/index.md\n      - new-one/{chapter}.md\n"
    assert NAV.replace("  # the rest\n", f"{section}  # the rest\n").encode() == after["mkdocs.yml"]


def test_it_says_what_it_made_and_what_comes_next(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scaffold.main(["new-one/first"])
    first = capsys.readouterr().out
    scaffold.main(["new-one/second"])
    second = capsys.readouterr().out
    assert first == (
        "made docs/new-one/index.md\n"
        "made docs/new-one/first.md\n"
        f"made snippets/new-one/first/{scaffold.CLAIM}/main.py\n"
        "made tests/claims/new-one/first.md\n"
        "named in `nav` of mkdocs.yml: docs/new-one/index.md, docs/new-one/first.md\n\n"
        "They are examples: write yours in their place, with `nox -s docs` open.\n"
        "Then `nox -s update -- new-one/first` writes what the programs print.\n"
        "Link to docs/new-one/index.md in docs/index.md, where a reader looks for it.\n"
    )
    assert "Link to" not in second  # the index of a DeepCut lists its chapters by itself


@pytest.mark.parametrize("name", ["true", "on", "null", "42", "2024-01-01", "a-b"])
def test_a_title_is_text_whatever_yaml_makes_of_it(repository: Path, name: str) -> None:
    assert 0 == scaffold.main([f"{name}/{name}"])
    title = name.replace("-", " ").capitalize()
    for page in ("index", name):
        front = (repository / f"docs/{name}/{page}.md").read_text(encoding="utf-8").split("---\n")[1]
        assert title == yaml.safe_load(front)["title"]
    (section,) = (entry for entry in _nav(repository) if f"{name}/index.md" in next(iter(entry.values())))
    assert [title] == list(section)


def _nav(repository: Path) -> Any:
    return yaml.safe_load((repository / "mkdocs.yml").read_bytes())["nav"]


# How `nav` may be written: before, after `a/of-mine`, after `new-one/first`; `|` is where rows are added.
SHAPES = {
    "as deep as its key": "nav:\n- index.md\n- A:\n  - a/index.md|  - a/of-mine.md\n",
    "at the end of the file": "x: 1\nnav:\n    - A:\n        - a/index.md|        - a/of-mine.md",
    "an entry of two lines": "nav:\n - A:\n   - a/index.md\n   - [a/x.md\n     ] # z|   - a/of-mine.md\n",
    "below several": "nav:\n  - A:\n    - a/index.md\n    - a/b.md\n    - a/c.md|    - a/of-mine.md\n  - B: b.md\n",
    "below a section of three": "nav:\n - A:\n   - a/index.md\n   - B:\n     - a/b.md\n     - a/c.md\n     - a/d.md|"
    "   - a/of-mine.md\n",
    "quoted": "'nav':\n  - \"A\":\n      - 'a/index.md' #|      - a/of-mine.md\n\n  - index.md\n",
    "with a mark of byte order": "\ufeffnav:\n  - A:\n      - a/index.md|      - a/of-mine.md\n",
    "with tags of MkDocs": "nav:\n  - A:\n      - a/index.md|      - a/of-mine.md\nx: !ENV X\ny: !!python/name:a.b\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_nav_takes_a_page_however_it_is_written(shape: str, newline: str) -> None:
    shape = shape.replace("\n", newline)
    expected = shape.replace("|", newline)
    above, added, below = shape.partition("|")[0], *re.split(r"(?<=\.md)(?=\s|$)", shape.partition("|")[2], maxsplit=1)
    assert expected == scaffold.with_pages(above + below, ["a/of-mine.md"])
    assert added.strip() == "- a/of-mine.md"


GUIDE = "  - Contributing:\n    - contributing/index.md\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "first": (f"nav:\n{GUIDE}", f"nav:\n|{GUIDE}"),
        "not there": ("nav:\n  - index.md\n# end\n", "nav:\n  - index.md\n|# end\n"),
        "behind the last": (
            "nav:\n  - index.md\n  - A:\n    - a/index.md\n    - a/b.md\n  - More: m.md\n  - C: [c/d.md]\n",
            "nav:\n  - index.md\n  - A:\n    - a/index.md\n    - a/b.md\n|  - More: m.md\n  - C: [c/d.md]\n",
        ),
        "below an empty entry": (f"nav:\n  - A:\n{GUIDE}", f"nav:\n  - A:\n|{GUIDE}"),
    }.values(),
)
def test_a_section_stands_behind_the_last_deepcut_wherever_that_is(text: str, expected: str) -> None:
    rows = "  - New one:\n      - new-one/index.md\n      - new-one/first.md\n"
    assert expected.replace("|", rows) == scaffold.with_pages(text, ["new-one/index.md", "new-one/first.md"])


# (arguments, files to add or to replace, what the refusal says)
REFUSED: dict[str, tuple[list[str], dict[str, str | bytes], str]] = {
    "no name": ([], {}, "no names given"),
    "two names": (["x", "y"], {}, "2 names given"),
    "three parts": (["x/y/z"], {}, "'x/y/z' has 3 parts"),
    "an empty name": ([""], {}, "'' is not a name for a DeepCut"),
    "no DeepCut": (["/y"], {}, "'' is not a name for a DeepCut"),
    "no chapter": (["x/"], {}, "'' is not a name for a chapter"),
    "capitals": (["x/Of-mine"], {}, "'Of-mine' is not a name for a chapter"),
    "an underscore": (["of_mine"], {}, "'of_mine' is not a name for a DeepCut"),
    "two hyphens": (["of--mine"], {}, "'of--mine' is not a name for a DeepCut"),
    "a final newline": (["x\n"], {}, "is not a name for a DeepCut"),
    "an umlaut": (["x/\u00fcber"], {}, "is not a name for a chapter"),
    "a folder above": (["../x"], {}, "'..' is not a name for a DeepCut"),
    "a file": (["x/y.md"], {}, "'y.md' is not a name for a chapter"),
    "an option": (["--help"], {}, "'--help' is not a name for a DeepCut"),
    "the guide": (["contributing/x"], {}, "'contributing' is reserved"),
    "the assets": (["assets"], {}, "'assets' is reserved"),
    "the changelog": (["changelog"], {}, "'changelog' is reserved"),
    "the search": (["search/x"], {}, "'search' is reserved"),
    "the home page": (["index"], {}, "'index' is reserved"),
    "an index page": (["a/index"], {}, "'index' is reserved"),
    "the whole DeepCut": (["a/all"], {}, "'all' is reserved"),
    "a list of errors": (["errors/x"], {}, "'errors' is reserved"),
    "the playground": (["playground"], {}, "'playground' is reserved"),
    "the page for what is not there": (["404"], {}, "'404' is reserved"),
    "a device of Windows": (["con/x"], {}, "'con' is reserved"),
    "a chapter that is one": (["x/lpt1"], {}, "'lpt1' is reserved"),
    "a DeepCut": (["a"], {}, "`nox -s new -- a/<chapter>` adds a chapter"),
    "a page": (["a/b"], {}, "docs/a/b.md:1: exists"),
    "a notebook": (["a/n"], {"docs/a/n.py": ""}, "docs/a/n.py:1: exists"),
    "a page in a folder": (["a/d"], {"docs/a/d/index.md": ""}, "docs/a/d/index.md:1: exists"),
    "a page with the name of the DeepCut": (["x"], {"docs/x.md": ""}, "docs/x.md:1: exists"),
    "a page, and no index": (["x/y"], {"docs/x/z.md": ""}, "docs/x/z.md:1: exists"),
    "a snippet of the chapter": (["a/s"], {"snippets/a/s/x.py": ""}, "snippets/a/s/x.py:1: exists"),
    "a snippet of the DeepCut": (["x"], {"snippets/x/y/z/main.py": ""}, "snippets/x/y/z/main.py:1: exists"),
    "an entry of nav": (
        ["a/gone"],
        {"mkdocs.yml": NAV.replace("a/b.md", "a/gone.md")},
        "mkdocs.yml:7: `nav` names a/gone",
    ),
    "an index in nav": (
        ["x"],
        {"mkdocs.yml": NAV.replace("a/b.md", "x/index.md")},
        "mkdocs.yml:7: `nav` names x/index",
    ),
    "a DeepCut that nav does not name": (
        ["h/x"],
        {"docs/h/index.md": ""},
        "mkdocs.yml:3: `nav` does not name h/index.md",
    ),
    "nav in a line": (
        ["x"],
        {"mkdocs.yml": "\nnav: [index.md]\n"},
        "mkdocs.yml:2: write one entry a line; x/index.md, x/",
    ),
    "a section in a line": (
        ["a/x"],
        {"mkdocs.yml": "nav:\n  - A: [a/index.md]\n"},
        "mkdocs.yml:2: write one entry a line",
    ),
    "no nav": (["x"], {"mkdocs.yml": "theme: material\n"}, "\nmkdocs.yml:1: has no list `nav`, and"),
    "an empty nav": (["x"], {"mkdocs.yml": "nav:\n"}, "mkdocs.yml:1: has no list `nav`"),
    "an empty mkdocs.yml": (["x"], {"mkdocs.yml": ""}, "mkdocs.yml:1: has no list `nav`"),
    "no YAML": (["x"], {"mkdocs.yml": "nav:\n  - 'a\n"}, "mkdocs.yml:3: is not YAML: "),
    "a control character": (["x"], {"mkdocs.yml": "nav:\n  - \0\n"}, "mkdocs.yml:1: is not YAML: "),
    "no UTF-8": (["x"], {"mkdocs.yml": b"nav:\n  - \xff.md\n"}, "mkdocs.yml:2: is not UTF-8"),
    "a file in the way": (["x"], {"docs/x": ""}, "index.md"),
}


@pytest.mark.parametrize(("arguments", "files", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_made_is_said_and_nothing_is_changed(
    repository: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], files: dict[str, str | bytes], said: str
) -> None:
    write(repository, files)
    before = tree(repository)
    assert 1 == scaffold.main(arguments)
    printed = capsys.readouterr()
    assert "" == printed.out
    assert said in f"\n{printed.err}"
    assert printed.err.endswith("\nnew: nothing was changed\n")
    assert before == tree(repository)


def test_what_tools_leave_behind_is_in_nobodys_way(repository: Path) -> None:
    """After a chapter was taken back, its folder may still hold what nobody wrote."""
    write(repository, {"snippets/x/y/z/__pycache__/m.pyc": "", "docs/x/.DS_Store": ""})
    assert 0 == scaffold.main(["x/y"])


@pytest.mark.parametrize(
    "failure", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "Ctrl-C"]
)
@pytest.mark.parametrize("good", range(5))
def test_a_write_that_fails_midway_is_taken_back(
    repository: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, good: int
) -> None:
    """Three files, the new mkdocs.yml, and its place: wherever it stops, all of it is gone."""
    before = tree(repository)
    done: list[str] = []

    def stopping(name: str) -> Any:
        real = getattr(Path, name)

        def step(self: Path, *arguments: Any, **options: Any) -> Any:
            if arguments == ("xb",) or name == "replace":
                if len(done) == good:
                    raise failure
                done.append(name)
            return real(self, *arguments, **options)

        return step

    monkeypatch.setattr(Path, "open", stopping("open"))
    monkeypatch.setattr(Path, "replace", stopping("replace"))
    try:
        assert 1 == scaffold.main(["new-one/first"])
    except KeyboardInterrupt:
        assert isinstance(failure, KeyboardInterrupt)
    assert ["open"] * good == done
    assert before == tree(repository)
