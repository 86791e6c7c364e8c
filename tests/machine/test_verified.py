"""The report about all snippets says what the records say, and nothing else."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown
from packaging.version import Version

from deepcuts.page.markdown import DeepCutsExtension
from deepcuts.page.verified import report, summary
from deepcuts.run import ledger
from deepcuts.run.interpreter import Interpreter
from deepcuts.snippet.find import find
from deepcuts.snippet.snippet import Snippet
from tests.files import write
from tests.machine.conftest import Work

Ran = Callable[..., None]


@pytest.fixture(autouse=True)
def snippets(tmp_path: Path, work: Work) -> None:
    """Two snippets: one for all Pythons, a transcript for one of them."""
    files = {
        "a/b/c.py": "print(1)\n#> 1\n",
        "a/d/e.console": '$ python -V\n#> Python\n# /// script\n# requires-python = ">=3.13.1"\n# ///\n',
    }
    write(tmp_path / "snippets", files)
    work(tmp_path, ["3.11", "3.13.0", "3.13"])


@pytest.fixture
def all_of_them(tmp_path: Path) -> list[Snippet]:
    return find()


@pytest.fixture
def ran(tmp_path: Path) -> Ran:
    """Puts a run on record that verified these snippets."""
    return functools.partial(put_on_record, tmp_path / "snippets")


def put_on_record(folder: Path, version: str, *addresses: str) -> None:
    checked = [snippet for snippet in find(folder) if snippet.address in addresses]
    when = {address: f"2026-11-22T1{len(addresses)}:0{at}:59+00:00" for at, address in enumerate(addresses)}
    ledger.keep(Interpreter(Path("python"), Version(version), f"{version} (main)"), checked, checked, when)


def rows(part: str, repository: str = "") -> list[list[str]]:
    """The cells of the tables, without their heads."""
    table = [row for row in report(part, repository).split("\n") if row.startswith("|")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table if "---" not in row]
    return [row for row in cells if row != cells[0]]


def test_the_proof_is_one_sentence(ran: Ran) -> None:
    what = "**2 programs, 4 outputs**"
    assert f"{what}: no run is on record here, all of them are only recorded." == report("proof")
    ran("3.11.9", "a/b/c")
    ran("3.13.5", "a/b/c", "a/d/e")
    printed = f"{what}, each printed by CPython itself (3.11.9, 3.13.5), last on 2026-11-22"
    assert f"{printed}; 1 are only recorded here." == report("proof")
    ran("3.13.0", "a/b/c")
    assert f"{printed.replace('9, 3', '9, 3.13.0, 3')}." == report("proof")


def test_without_records_everything_is_only_recorded() -> None:
    assert report("counts").endswith("- 0 of these verified by a run, 4 only recorded.")
    expected = "No run is on record here: every output is only recorded, for CPython 3.11, 3.13.0, 3.13."
    assert expected == report("interpreters")
    assert "\nOnly recorded for 3.11, 3.13.0, 3.13. Never run. [Read the page](a/b.md).\n" in report("snippets")


def test_a_page_says_what_stands_behind_its_programs(ran: Ran, all_of_them: list[Snippet]) -> None:
    """The Pythons in their order, the last run, and what no run confirmed."""
    assert "2 programs on this page, only recorded: no run is on record here." == summary(all_of_them)
    ran("3.11.10", "a/b/c")
    ran("3.11.2", "a/b/c")
    ran("3.13.7", "a/b/c", "a/d/e")
    some = "2 programs on this page, last verified 2026-11-22 12:01 UTC on CPython 3.11.2, 3.11.10, 3.13.7; 1 of the"
    assert f"{some} outputs only recorded." == summary(all_of_them)
    ran("3.13.0", "a/b/c")
    one = "1 program on this page, last verified 2026-11-22 12:00 UTC on CPython 3.11.2, 3.11.10, 3.13.0, 3.13.7."
    assert one == summary(all_of_them[:1])


def test_runs_are_counted(ran: Ran) -> None:
    ran("3.13.7", "a/b/c", "a/d/e")
    ran("3.11.2", "a/b/c")
    expected = (
        "- 2 snippets in 2 chapters, 1 of them transcripts of command lines.\n"
        "- 4 outputs to verify: one for each snippet on each Python that it is for.\n"
        "- 3 of these verified by a run, 1 only recorded."
    )
    assert expected == report("counts")


def test_interpreters_are_named_with_their_build(ran: Ran) -> None:
    """The oldest first, and whoever is missing after them."""
    ran("3.13.7", "a/b/c", "a/d/e")
    ran("3.11.2", "a/b/c")
    first, second = rows("interpreters")
    assert ["3.11.2", "1", "2026-11-22 11:00"] == first[:3]
    assert ["3.13.7", "2", "2026-11-22 12:01"] == second[:3]
    assert second[3].startswith("`3.13.7 (main)` on `")
    assert report("interpreters").endswith("Only recorded, not run for this build: CPython 3.13.0.")


def test_each_snippet_links_to_its_place(ran: Ran, all_of_them: list[Snippet]) -> None:
    """Below the chapter's name, with the Pythons that verified it, the last run and the beginning of the hash."""
    ran("3.13.7", "a/b/c", "a/d/e")
    ran("3.11.2", "a/b/c")
    one, other = all_of_them
    expected = f"""
### a/b: 1 program

Verified on CPython 3.11.2, 3.13.7; only recorded for 3.13.0. Last run (UTC): 2026-11-22 12:00. [Read the page](a/b.md).

| claim | hash |
| --- | --- |
| [c](a/b.md#a/b/c) | `{one.digest[:12]}` |

### a/d: 1 program

Verified on CPython 3.13.7. Last run (UTC): 2026-11-22 12:01. [Read the page](a/d.md).

| claim | hash |
| --- | --- |
| [e](a/d.md#a/d/e) | `{other.digest[:12]}` |"""
    assert expected == report("snippets")


def test_a_row_says_only_what_is_not_true_of_most(ran: Ran, tmp_path: Path) -> None:
    """Two programs of a chapter were run on all Pythons, at two moments, and the third on none."""
    write(tmp_path / "snippets", {"a/b/f.py": "print(2)\n#> 2\n", "a/b/g.py": "print(3)\n#> 3\n"})
    for version in ("3.11.2", "3.13.0", "3.13.7"):
        ran(version, "a/b/c", "a/b/g")
    text = report("snippets").replace("\n", " ")
    above = "a/b: 3 programs  Verified on CPython 3.11.2, 3.13.0, 3.13.7, where a line does not say otherwise. "
    assert f"{above}Last run (UTC): 2026-11-22 12:00 to 2026-11-22 12:01." in text
    (c, f, g, _) = rows("snippets")
    assert "[f](a/b.md#a/b/f), only recorded for 3.11, 3.13.0, 3.13" == f[0]
    assert ["[c](a/b.md#a/b/c)", "[g](a/b.md#a/b/g)"] == [c[0], g[0]]


def test_a_changed_snippet_is_not_verified(ran: Ran, tmp_path: Path) -> None:
    ran("3.11.2", "a/b/c")
    (tmp_path / "snippets" / "a" / "b" / "c.py").write_text("print(2)\n#> 2\n", encoding="utf-8")
    assert "- 0 of these verified by a run, 4 only recorded." in report("counts")


def test_a_repository_gives_each_snippet_its_source() -> None:
    assert "([source](https://example.org/o/r/blob/HEAD/" in rows("snippets", "https://example.org/o/r")[0][0]


def test_a_repository_gives_a_form_for_a_wrong_claim() -> None:
    expected = "[Report a wrong claim with these files](https://example.org/o/r/issues/new?template=wrong-claim.yml)."
    assert expected == report("issue", "https://example.org/o/r/")
    assert "" == report("issue")


def test_an_attack_is_reported_from_its_record(tmp_path: Path) -> None:
    assert "No attack is on record here; `nox -s mutants` makes one." == report("mutants")
    last = {"when": "2026-11-23T01:02:03+00:00", "made": 1200, "killed": 1199}
    write(tmp_path, {".deepcuts/mutants.json": json.dumps(last)})
    expected = "The last attack, on 2026-11-23 01:02 UTC, made 1,200 changes for the worse; 1,199 of them were noticed."
    assert expected == report("mutants")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"when": 1, "made": 2, "killed": 3}'])
def test_a_damaged_record_of_an_attack_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, {".deepcuts/mutants.json": text})
    with pytest.raises(ValueError, match=r"^\.deepcuts/mutants\.json:1: is not a result of `nox -s mutants`"):
        report("mutants")


# In a page.


def render(text: str, extension: DeepCutsExtension | None = None) -> str:
    return Markdown(extensions=["tables", "toc", extension or DeepCutsExtension()]).convert(text)


def test_a_page_shows_a_part_of_the_report() -> None:
    page = render("@verified counts\n\n## More\n\n@verified snippets")
    assert "<li>0 of these verified by a run, 4 only recorded.</li>" in page
    assert "style=" not in page  # an aligned column would have one, and the site's policy forbids it
    assert '<h2 id="more">' in page
    assert '<a href="a/b.md#a/b/c">c</a>' in page
    folds = re.findall(r"<details>\n?<summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
    assert ["a/b: 1 program", "a/d: 1 program"] == [name for name, _ in folds]
    assert all("Never run." in text and "<table>" in text for _, text in folds)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@verified", "`@verified `: the parts are counts, proof, interpreters, snippets, mutants, issue"),
        ("@verified all", "`@verified all`: the parts are counts"),
        ("@verified counts\nmore", "'@verified counts\\nmore': `@verified part` stands alone"),
    ],
)
def test_an_unknown_part_is_refused(text: str, message: str) -> None:
    extension = DeepCutsExtension(problems=[])
    render(text, extension)
    assert extension.problems is not None
    ((said, problem),) = extension.problems
    assert text.split("\n")[0] == said
    assert problem.startswith(message)
