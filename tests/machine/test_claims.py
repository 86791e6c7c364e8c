"""What was tried to break the claims of a chapter is a file of a form, and runs again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deepcuts.page import claims as written
from deepcuts.page.claims import problems, read
from deepcuts.page.pages import Page
from deepcuts.project import OURS, Project, SnippetError, working_on
from deepcuts.snippet.find import find
from tests import claims
from tests.files import write

HEAD = "# What was tried\n\n## It prints {#printing}\n\n| snippet | claim | could be false | command | printed |\n"
HEAD += "| --- | --- | --- | --- | --- |\n"
GOOD = HEAD + "| it-prints | It prints 1. | `-O` | `python3.11 -O main.py \\| cat; echo 2` | `1 ⏎ 2` |\n"
PAGE = "# Title\n\n## It prints {#printing}\n"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    write(tmp_path, {"snippets/a/b/it-prints/main.py": "print(1)\n#> 1\n", "docs/a/b.md": PAGE})
    with working_on(Project(tmp_path, OURS.pythons)):
        yield tmp_path


def wrong(root: Path, text: str) -> list[str]:
    write(root, {"tests/claims/a/b.md": text})
    return [*problems(find(), [Page(root / "docs" / "a" / "b.md", PAGE)])]


def test_a_line_says_what_was_tried(small: Path) -> None:
    assert [] == wrong(small, GOOD)
    (claim,) = written.everything()
    assert ("a/b", "it-prints", "It prints 1.") == (claim.chapter, claim.snippet, claim.claim)
    assert "python3.11 -O main.py | cat; echo 2" == claim.command


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("## It prints {#printing}", "## It shouts", "tests/claims/a/b.md:7: docs/a/b.md has no heading 'It shouts'"),
        ("| it-prints |", "| it-shouts |", "tests/claims/a/b.md:7: there is no snippet a/b/it-shouts"),
        ("| it-prints |", "| - |", "main.py:1: no line of tests/claims/a/b.md says what was tried to break this claim"),
        ("| `-O` |", "|", "tests/claims/a/b.md:7: has 4 cells, and a claim 5, none of them empty; a bar in one is \\|"),
        ("| `-O` |", "| |", "tests/claims/a/b.md:7: has 5 cells, and a claim 5, none of them empty"),
        ("## It prints {#printing}\n", "", "tests/claims/a/b.md:6: stands below no heading"),
        (
            "It prints 1.",
            "A draft: the claim in a sentence.",
            "b.md:7: is a draft: `nox -s new` wrote it",
        ),
    ],
)
def test_a_line_that_says_nothing_is_named(small: Path, old: str, new: str, problem: str) -> None:
    found = wrong(small, GOOD.replace(old, new))
    assert any(problem in each for each in found), found


def test_a_file_of_no_chapter_is_named(small: Path) -> None:
    write(small, {"tests/claims/a/gone.md": GOOD})
    assert "tests/claims/a/gone.md:1: there is no page a/gone.md" in "\n".join(wrong(small, GOOD))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    claims.pythons(folder)
    return folder


def test_a_command_that_prints_something_else_is_named(small: Path, path: Path) -> None:
    file = small / "tests" / "claims" / "a" / "b.md"
    write(small, {"tests/claims/a/b.md": GOOD})
    (claim,) = read(file)
    assert "" == claims.complaint(claim, path)
    write(small, {"tests/claims/a/b.md": GOOD.replace("1 ⏎ 2", "1 ⏎ 3")})
    (claim,) = read(file)
    said = "tests/claims/a/b.md:7: python3.11 -O main.py | cat; echo 2\n  says   1 ⏎ 3\n  prints 1 ⏎ 2"
    assert said == claims.complaint(claim, path)


def test_a_command_finds_bare_pythons_and_the_files_of_its_snippet_alone(small: Path, path: Path) -> None:
    look = "import os, sys; print(*sorted(os.listdir()), os.environ.get('CI'), sys.flags.isolated)"
    row = f'| it-prints | x | y | `python3.11 -c "{look}"` | `main.py None 0` |\n'
    write(small, {"tests/claims/a/b.md": HEAD + row})
    (claim,) = read(small / "tests" / "claims" / "a" / "b.md")
    assert "main.py None 0" == claims.run(claim, path)


def test_a_line_that_cannot_be_read_stops_the_run(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(small, {"tests/claims/a/b.md": GOOD.replace("| `-O` |", "|")})
    assert 1 == claims.main([])
    assert "tests/claims/a/b.md:7: has 4 cells" in capsys.readouterr().err
    with pytest.raises(SnippetError):
        written.everything()
