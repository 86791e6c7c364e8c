"""Each mutation changes what it says and nothing else, and a mutant that no check notices is reported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.project import read
from deepcuts.run.interpreter import find as find_python
from deepcuts.snippet.find import load
from deepcuts.snippet.snippet import Snippet
from tests import mutants
from tests.files import SNIPPETS, copy, write
from tests.mutants import (
    ABSOLUTE,
    EXCHANGED,
    EXEMPT,
    FENCE,
    HELPER,
    KINDS,
    LEAST,
    LINKED,
    MOVED,
    NEGATED,
    UNKNOWN,
    Change,
    Mutant,
    Operator,
    Result,
)

TEXT = """\
print("a")
#> a
if True:
    fail()
    #! b
    #> c

#> a
#= exit status 1
"""

CHANGED: dict[str, tuple[Operator, dict[int, list[str]]]] = {
    "dropped": (mutants.dropped, {2: [], 5: [], 6: [], 8: [], 9: []}),
    "duplicated": (
        mutants.duplicated,
        {
            2: ["#> a", "#> a"],
            5: ["    #! b", "    #! b"],
            6: ["    #> c", "    #> c"],
            8: ["#> a", "#> a"],
            9: ["#= exit status 1", "#= exit status 1"],
        },
    ),
    "swapped": (mutants.swapped, {5: ["    #> c", "    #! b"], 8: ["#= exit status 1", "#> a"]}),
    "other stream": (mutants.other_stream, {2: ["#! a"], 5: ["    #> b"], 6: ["    #! c"], 8: ["#! a"]}),
    "two writers": (mutants.misordered, {5: ["    #> c", "    #! b"]}),
    "other status": (mutants.other_status, {9: ["#= exit status 10"]}),
    "without print": (mutants.without_print, {1: ["pass"]}),
    "negated": (mutants.negated, {3: ["if not (True):"]}),
}


@pytest.mark.parametrize(("operator", "expected"), CHANGED.values(), ids=CHANGED)
def test_rows_are_changed(operator: Operator, expected: dict[int, list[str]]) -> None:
    """Every place is found, and the other rows stay as they are."""
    rows = TEXT.split("\n")
    for change in (changes := list(operator(rows))):
        after = change.line - 1 + len(change.old)
        assert [*rows[: change.line - 1], *expected[change.line], *rows[after:]] == change.apply(rows)
    assert list(expected) == [change.line for change in changes]


def test_one_character_is_altered() -> None:
    """Behind the mark, and the same one every time; an exit status and an empty line are left to others."""
    rows = ["print()", "#>", "    #! some text", "#>\\ a\\tb\\n", "#> xxx", "#= exit status 1"]
    changes = list(mutants.altered(rows))
    assert [3, 4, 5] == [change.line for change in changes]
    for change in changes:
        (old,), (new,) = change.old, change.new
        differ = [at for at in range(len(old)) if old[at] != new[at]]
        assert (len(old), 1) == (len(new), len(differ))
        assert differ[0] > old.index(" ", old.index("#"))
    assert changes == list(mutants.altered(rows))


NEGATIONS = {
    "print(a is b)": ["print(a is not b)"],
    "print(a is not b)": ["print(a is b)"],
    "print(a in b, a not in b)": ["print(a not in b, a not in b)", "print(a in b, a in b)"],
    "a == b != c": ["a != b != c", "a == b == c"],
    "if a < b <= c:": ["if a >= b <= c:", "if a < b > c:"],
    "elif ready:": ["elif not (ready):"],
    "for a in b: pass": [],
    "[a for a in b if a in c]": ["[a for a in b if a not in c]"],
    "[a for a in (b in c)]": ["[a for a in (b not in c)]"],
    "lazy import a; print(a is b)": ["lazy import a; print(a is not b)"],
    "print('a is b')  # a == b": [],
    "def a(b=c) -> d: return not b": [],
    "print(a is b": ["print(a is not b"],
}


@pytest.mark.parametrize(("row", "expected"), NEGATIONS.items(), ids=NEGATIONS)
def test_conditions_are_negated(row: str, expected: list[str]) -> None:
    """A loop, a string and a comment hold no condition; a newer syntax is not an obstacle, nor is a broken one."""
    assert expected == ["\n".join(change.apply([row])) for change in mutants.negated([row])]


def test_a_value_is_misquoted() -> None:
    """Only the value; an example of the form in a block or in double backticks quotes nothing."""
    rows = ["a `b` `cd`{a/b/c} and `e`{a/b/c on 3.11}", "```markdown", "`f`{a/b/c}", "```", "`` `g`{a/b/c} ``"]
    changes = list(mutants.misquoted(rows))
    assert [1, 1] == [change.line for change in changes]
    first, second = (change.new[0] for change in changes)
    assert first.startswith("a `b` `") and first.endswith("`{a/b/c} and `e`{a/b/c on 3.11}") and "`cd`" not in first
    assert "a `b` `cd`{a/b/c} and `x`{a/b/c on 3.11}" == second


def test_blocks_are_pasted_between_paragraphs() -> None:
    """Below a heading or a plain paragraph; not in front matter or a fence, nor below a list, a table, a definition."""
    page = "---\ntitle: a\n\n---\n\n# A\n\nText\nmore\n\n- item\n\n    more\n\n| a |\n\nword\n: what\n\nend\n"
    page += "\n```text\na\n\nb\n```\n\nlast\n"
    assert [7, 10, 21, 27, 29] == list(mutants.gaps(page.split("\n")))
    change = mutants.pasted("backticks", 7)
    rows = change.apply(page.split("\n"))
    assert ["# A", "", "```python", "print('pasted, backticks')", "```", "", "Text"] == rows[5:12]
    assert ("#", "# ~~~python", "# print('pasted, tildes')", "# ~~~", "#") == mutants.pasted("tildes", 1, "# ").new


PYTHONS = {"3.11": Version("3.11.7"), "3.12": Version("3.12.1"), "3.13": Version("3.13.2"), "3.14": Version("3.14.0")}


@pytest.fixture
def versions(tmp_path: Path, write: Callable[..., Snippet], monkeypatch: pytest.MonkeyPatch) -> Snippet:
    """A snippet that prints something else before 3.13."""
    monkeypatch.setattr(mutants, "SNIPPETS", tmp_path)
    write("claim/main.py", "import helper\n#> new\nprint(1 == 1)\n#> True\n", helper="print('new')\n")
    record = "# About\n>=3.11,<3.13\nline 1\n#> old\nline 2\n#> True\n"
    (tmp_path / "a/b/claim/main.outputs").write_text(record, encoding="utf-8")
    return load("a/b/claim", tmp_path)


def test_mutants_run_where_they_matter(versions: Snippet) -> None:
    """What is inline on the newest Python, a record on the newest that it is for, a wrong program on both."""
    kinds = [kind for kind in KINDS if "swapped" not in kind]  # no two lines stand together
    expected: set[tuple[str, tuple[str, ...]]] = {(kind, ("3.14",)) for kind in kinds if kind.startswith("output line")}
    expected |= {(kind, ("3.12",)) for kind in kinds if "recorded line" in kind}
    expected |= {(kind, ("3.12", "3.14")) for kind in (HELPER, NEGATED, EXCHANGED)}
    expected |= {(MOVED, ("3.12",)), (MOVED, ("3.13",)), (UNKNOWN, ("3.12",)), (LINKED, ("3.14",))}
    expected |= {(ABSOLUTE, ("3.14",))} if find_python("3.14") else set()
    assert expected == {(mutant.kind, mutant.pythons) for mutant in mutants.mutants(versions, PYTHONS)}


def test_a_boundary_is_moved(versions: Snippet) -> None:
    """One release earlier, one later, and where no Python stands between, to a release that nobody declared."""
    made = [m for m in mutants.mutants(versions, PYTHONS) if m.kind in (MOVED, UNKNOWN)]
    moved = {(m.kind, m.change.new[0]): m.files[versions.older_file] for m in made}
    assert {(MOVED, ">=3.11,<3.12"), (MOVED, ">=3.11,<3.14"), (UNKNOWN, ">=3.11,<3.13.1")} == {*moved}
    assert "# About\n>=3.11,<3.14\nline 1\n#> old\nline 2\n#> True\n" == moved[MOVED, ">=3.11,<3.14"]
    between = mutants.mutants(versions, PYTHONS | {"3.13": Version("3.13.0")})
    assert UNKNOWN not in {mutant.kind for mutant in between}


def test_outputs_are_exchanged(versions: Snippet) -> None:
    (mutant,) = [m for m in mutants.mutants(versions, PYTHONS) if m.kind == EXCHANGED]
    assert "import helper\n#> old\nprint(1 == 1)\n#> True\n" == mutant.files[versions.main]
    assert ">=3.11,<3.13\nline 1\n#> new\nline 2\n#> True\n" in mutant.files[versions.older_file]


def test_what_is_listed_as_without_effect_is_there() -> None:
    for (file, row), reason in mutants.EQUIVALENT.items():
        assert row in [line.strip() for line in read(SNIPPETS / file).split("\n")]
        assert reason


NO = "/scratch/3.12/m0000/b/claim.py:1: prints something else"
JUDGED = {
    "a wrong expectation, noticed": (KINDS[0], {"3.12": NO}, ""),
    "a wrong expectation, not noticed on one Python": (KINDS[0], {"3.11": "", "3.12": NO}, "passes on 3.11"),
    "a wrong program, noticed on one Python": (NEGATED, {"3.11": "", "3.12": NO}, ""),
    "a wrong program, not noticed": (NEGATED, {"3.11": "", "3.12": ""}, "passes on 3.11; passes on 3.12"),
    "another complaint": (
        NEGATED,
        {"3.11": "Traceback\nmore", "3.12": NO},
        "on 3.11, the complaint is about something else: Traceback",
    ),
    "about another snippet": (
        NEGATED,
        {"3.12": NO.replace("m0000", "m0001")},
        f"on 3.12, the complaint is about something else: {NO.replace('m0000', 'm0001')}",
    ),
    "without effect": (EXEMPT, {"3.11": ""}, ""),
    "listed as without effect": (EXEMPT, {"3.12": NO}, "makes a difference: take it out of EQUIVALENT"),
}


@pytest.mark.parametrize(("kind", "said", "survived"), JUDGED.values(), ids=JUDGED)
def test_mutants_are_judged(versions: Snippet, kind: str, said: dict[str, str], survived: str) -> None:
    """Killed by a complaint that names it: on every Python, or for a program on one of them."""
    mutant = Mutant(kind, versions, versions.main, Change(2, ("#> new",), ()), tuple(said), {})
    assert survived == mutants.judged(mutant, said, "m0000").survived


def test_too_little_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    """A survivor, always; of the whole content a kind without a mutant, or too few mutants."""
    killed = [Result(kind, "a.py:1", "what") for kind in KINDS for _ in range(LEAST // len(KINDS) + 1)]
    survivor = Result(FENCE, "b.md:2", "'a' -> 'b'", "how")
    assert [] == mutants.report(killed, whole=True)
    assert [f"b.md:2: survived: {FENCE}: 'a' -> 'b': how"] == mutants.report([survivor], whole=False)
    others = [result for result in killed if result.kind != HELPER]
    assert f"no mutant of this kind: {HELPER}" in mutants.report(others, whole=True)
    assert "1 mutants are fewer than 500" in mutants.report([survivor], whole=True)
    assert capsys.readouterr().out.count("\nall") == 4


# The whole attack on a repository of one snippet and one page, with our machine, or with one of its checks disabled.

CONTENT = {
    "snippets/a/b/claim/main.py": "import helper\n#> one\nprint(helper is None)\n#> False\n",
    "snippets/a/b/claim/helper.py": 'print("one")\n',
    "docs/a/b.md": "# Title\n\nIt prints `one`{a/b/claim}:\n\n@snippet a/b/claim\n",
}
DISABLED = {
    "nothing": ("run/verify.py", "", set[str]()),
    "comparison": (
        "run/verify.py",
        "def complaint(snippet, interpreter, seen):\n    return seen.problem\n",
        {*(kind for kind in KINDS if kind.startswith("output line") and "swapped" not in kind), HELPER, NEGATED},
    ),
    "lines that helpers never print": (
        "run/verify.py",
        "def observed(snippet, *rest, exact=observed, **limits):\n"
        "    seen = exact(snippet, *rest, **limits)\n"
        "    return Observation(snippet.inline | seen.outputs, seen.problem)\n",
        {HELPER},
    ),
    "fences": ("page/pages.py", "PLAIN |= {'', 'python', 'pycon', 'text'}\n", {FENCE}),
}


@pytest.mark.parametrize(("module", "code", "kinds"), DISABLED.values(), ids=DISABLED)
def test_a_disabled_check_is_found(tmp_path: Path, module: str, code: str, kinds: set[str]) -> None:
    """The survivors of the kinds that it should have noticed are named with file and line, and nothing else is."""
    copy(tmp_path)
    settings = (
        f'[tool.deepcuts]\npythons = ["{sys.version_info[0]}.{sys.version_info[1]}"]\n[tool.pytest.ini_options]\n'
    )
    write(tmp_path, CONTENT | {"pyproject.toml": settings})
    with (tmp_path / "deepcuts" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{code}")
    command = [sys.executable, "-m", "tests.mutants", "a/b"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=120)
    survivors = [row.split(": ")[:3] for row in done.stdout.split("\n") if "survived: " in row]
    assert (bool(kinds), kinds) == (bool(done.returncode), {kind for _, _, kind in survivors}), (
        done.stdout + done.stderr
    )
    files = {"snippets/a/b/claim/main.py", "snippets/a/b/claim/helper.py", "docs/a/b.md"}
    assert all(where.rpartition(":")[0] in files and where.rpartition(":")[2].isdigit() for where, _, _ in survivors)


def test_an_unknown_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == mutants.main(["import-cache/no-such-chapter"])
    assert (
        "mutants: there is no snippet and no page at or below import-cache/no-such-chapter\n" == capsys.readouterr().err
    )
