"""What a snippet is: its address and its files, what its metadata says, and what is not a snippet."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from packaging.version import Version

from deepcuts.project import SnippetError, shown
from deepcuts.snippet.find import find, load
from deepcuts.snippet.metadata import in_words
from deepcuts.snippet.outputs import END, Line, Outputs, Place
from tests.files import ROOT, write

pytestmark = pytest.mark.usefixtures("supported")


def test_a_program_is_one_file(tmp_path: Path) -> None:
    write(tmp_path, {"deep/chapter/claim.py": "print(1)\n#> 1\n"})
    snippet = load("deep/chapter/claim", tmp_path)
    assert "deep/chapter/claim" == snippet.address
    assert tmp_path / "deep/chapter/claim.py" == snippet.main
    assert tmp_path / "deep/chapter/claim.outputs" == snippet.older_file
    assert () == snippet.helpers
    assert snippet.is_program
    assert "print(1)\n" == snippet.program
    assert {Place(1, ""): [Line("out", "1\n")]} == snippet.inline


def test_a_program_with_helpers_is_a_folder(tmp_path: Path) -> None:
    """Helpers are all files of the folder but the main one and its outputs."""
    names = ["main.py", "main.outputs", "helper.py", "pkg/__init__.py", "data.txt"]
    write(tmp_path, {f"deep/chapter/claim/{name}": "" for name in [*names, "__pycache__/helper.cpython-311.pyc"]})
    snippet = load("deep/chapter/claim", tmp_path)
    folder = tmp_path / "deep/chapter/claim"
    assert folder == snippet.folder
    assert folder / "main.py" == snippet.main
    assert folder / "main.outputs" == snippet.older_file
    assert (folder / "data.txt", folder / "helper.py", folder / "pkg/__init__.py") == snippet.helpers


def test_a_transcript_is_a_console_file(tmp_path: Path) -> None:
    write(tmp_path, {"deep/chapter/one.console": "$ python -V\n#> 1\n", "deep/chapter/two/main.console": ""})
    one, two = find(tmp_path)
    assert [False, False] == [one.is_program, two.is_program]
    assert "$ python -V\n" == one.program
    assert "deep/chapter/two" == two.address


def test_an_address_survives_becoming_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {"deep/chapter/claim.py": ""})
    before = load("deep/chapter/claim", tmp_path).address
    (tmp_path / "deep/chapter/claim").mkdir()
    (tmp_path / "deep/chapter/claim.py").rename(tmp_path / "deep/chapter/claim/main.py")
    assert before == load("deep/chapter/claim", tmp_path).address


def test_snippets_are_found_by_address(tmp_path: Path) -> None:
    """Sorted; what lies beside the main file of a folder is not a snippet of its own."""
    write(tmp_path, {"b/c/d.py": "", "a/c/e/main.py": "", "a/c/e/helper.py": "", "a/c/d.console": "", "a/b/z.py": ""})
    assert ["a/b/z", "a/c/d", "a/c/e", "b/c/d"] == [snippet.address for snippet in find(tmp_path)]


def test_what_tools_leave_behind_is_no_snippet(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": "", "a/b/.DS_Store": b"\xff", ".DS_Store": b"\xff", "a/b/__pycache__/c.pyc": b"\xff"})
    assert ["a/b/c"] == [snippet.address for snippet in find(tmp_path)]


def test_a_name_below_the_repository_is_shown_with_forward_slashes(tmp_path: Path) -> None:
    assert "snippets/a/b.py" == shown(ROOT / "snippets" / "a" / "b.py")
    assert str(tmp_path / "b.py") == shown(tmp_path / "b.py")


def metadata(*rows: str, below: str = "print(1)\n") -> str:
    return "\n".join(["# /// script", *(f"# {row}" if row else "#" for row in rows), "# ///", "", below])


def test_no_metadata_admits_every_python(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": "print(1)\n"})
    snippet = load("a/b/c", tmp_path)
    assert [True, True] == [snippet.runs_on(Version(version)) for version in ("3.11.0", "3.16.0")]
    assert ([], {}) == (snippet.changed, snippet.masks)


def test_requires_python_names_the_pythons(tmp_path: Path) -> None:
    """Prereleases too: a feature is in the first alpha."""
    write(tmp_path, {"a/b/c.py": metadata('requires-python = ">=3.13.1,<3.15"')})
    snippet = load("a/b/c", tmp_path)
    versions = {"3.13.0": False, "3.13.1": True, "3.13.18": True, "3.14.0b1": True, "3.14.10": True, "3.15.0": False}
    assert versions == {version: snippet.runs_on(Version(version)) for version in versions}


def test_changed_and_masks_are_declared(tmp_path: Path) -> None:
    rows = 'requires-python = ">=3.12"', "", "[tool.deepcuts]", 'changed = ["3.13.1"]', "mask = { id = '0x[0-9a-f]+' }"
    write(tmp_path, {"a/b/c.py": metadata(*rows)})
    snippet = load("a/b/c", tmp_path)
    assert [Version("3.13.1")] == snippet.changed
    assert {"id": "at <id>"} == {name: mask.sub(f"<{name}>", "at 0x7f") for name, mask in snippet.masks.items()}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["newlines", "carriage returns"])
def test_metadata_may_stand_below_other_lines(tmp_path: Path, ending: str) -> None:
    text = '"""Docstring."""\n\n' + metadata('requires-python = ">=3.15"')
    write(tmp_path, {"a/b/c.py": text.replace("\n", ending)})
    assert {"requires-python": ">=3.15"} == load("a/b/c", tmp_path).metadata


def test_a_transcript_has_metadata_too(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.console": metadata('requires-python = ">=3.15"', below="$ python -V\n")})
    assert not load("a/b/c", tmp_path).runs_on(Version("3.14.0"))


def test_other_tools_have_their_tables(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": metadata("[tool.uv]", 'exclude-newer = "2030-01-01"')})
    assert [] == load("a/b/c", tmp_path).changed


CHANGED = metadata("[tool.deepcuts]", 'changed = ["3.13.1"]')
OLDER = """\
>=3.11,<3.13
line 1
#> oldest
>=3.13,<3.13.1
line 1
#> patch
"""


@pytest.mark.parametrize(
    ("version", "text"),
    [
        ("3.11.7", "oldest"),
        ("3.12.0b1", "oldest"),
        ("3.12.99", "oldest"),
        ("3.13.0", "patch"),
        ("3.13.1", "newest"),
        ("3.15.2", "newest"),
    ],
)
def test_a_version_expects_its_own_outputs(tmp_path: Path, version: str, text: str) -> None:
    """By the full version: a boundary may be a declared patch release."""
    write(tmp_path, {"a/b/c.py": f"f()\n#> newest\n\n{CHANGED}", "a/b/c.outputs": OLDER})
    expected = Outputs({Place(1, ""): [Line("out", f"{text}\n")]})
    assert expected == load("a/b/c", tmp_path).expected(Version(version))


def test_a_listing_is_the_program_with_other_outputs(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": f"f()\n#> newest\n\n{CHANGED}", "a/b/c.outputs": OLDER})
    snippet = load("a/b/c", tmp_path)
    assert f"f()\n#> oldest\n\n{CHANGED}" == snippet.listing(snippet.expected(Version("3.11")))


REGIONS = """\
a()
#> 1
# region one
b()
#> 2
# endregion
if c():
    # region two
    d()
    e()
    # endregion
"""


def test_a_section_is_the_lines_between_its_marks(tmp_path: Path) -> None:
    """Line numbers of the program: output lines are not counted."""
    write(tmp_path, {"a/b/c.py": REGIONS})
    snippet = load("a/b/c", tmp_path)
    assert [range(3, 4), range(7, 9)] == [snippet.region("one"), snippet.region("two")]


@pytest.mark.parametrize("text", [REGIONS, "# region three\nf()\n"], ids=["missing", "without an end"])
def test_a_missing_section_is_an_error(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a/b/c.py": text})
    message = f"{tmp_path / 'a/b/c.py'}:1: has no region 'three': write `# region three` above it, `# endregion` below"
    with pytest.raises(SnippetError) as caught:
        load("a/b/c", tmp_path).region("three")
    assert message == str(caught.value)


@pytest.mark.parametrize("name", ["main.py", "main.outputs", "helper.py"])
def test_the_digest_is_of_all_files(tmp_path: Path, name: str) -> None:
    """A record of a run refers to program, helpers and expectations as they were."""
    files: dict[str, str | bytes] = {f"a/b/c/{file}": "" for file in ("main.py", "main.outputs", "helper.py")}
    write(tmp_path, files)
    before = load("a/b/c", tmp_path).digest
    assert before == load("a/b/c", tmp_path).digest
    write(tmp_path, {f"a/b/c/{name}": "\n"})
    assert before != load("a/b/c", tmp_path).digest


def test_the_digest_is_of_file_names_too(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c/main.py": "", "a/b/c/one.py": ""})
    before = load("a/b/c", tmp_path).digest
    (tmp_path / "a/b/c/one.py").rename(tmp_path / "a/b/c/two.py")
    assert before != load("a/b/c", tmp_path).digest


SLUGS = "an address is three slugs, <deepcut>/<chapter>/<claim>: a-z, 0-9, single hyphens"
REFUSED: dict[str, tuple[dict[str, str | bytes], str]] = {
    "a folder without a program": (
        {"a/b/c/helper.py": ""},
        "a/b/c:1: there is no main.py or main.console at this address",
    ),
    "a program and a transcript": (
        {"a/b/c.py": "", "a/b/c.console": ""},
        "a/b/c:1: there is more than one main file ({root}/a/b/c.py, {root}/a/b/c.console) at this address",
    ),
    "a file and a folder": (
        {"a/b/c.py": "", "a/b/c/main.py": ""},
        "a/b/c:1: there is more than one main file ({root}/a/b/c.py, {root}/a/b/c/main.py) at this address",
    ),
    "two main files in a folder": (
        {"a/b/c/main.py": "", "a/b/c/main.console": ""},
        "a/b/c:1: there is more than one main file ({root}/a/b/c/main.py, {root}/a/b/c/main.console) at this address",
    ),
    "a folder beside a program": (
        {"a/b/c.py": "", "a/b/c/helper.py": ""},
        "a/b/c:1: this folder belongs to no snippet; beside it lies {root}/a/b/c.py",
    ),
    "the name of a module of the standard library": (
        {"a/b/queue.py": ""},
        "a/b/queue.py:1: it would be imported as `queue`, a module of Python's own: give it another name",
    ),
    "the name of a module that only some Pythons have": (
        {"a/b/compression.py": ""},
        "a/b/compression.py:1: it would be imported as `compression`, a module of Python's own: give it another name",
    ),
    "an underscore in a claim": (
        {"a/b/run_me.py": ""},
        "a/b/run_me.py:1: is not a claim, which has hyphens; as a helper, it lies in the folder of its snippet "
        "(<claim>/main.py)",
    ),
    "a capital letter in a chapter": ({"a/B/c.py": ""}, f"a/B/c.py:1: {SLUGS}"),
    "a double hyphen in a DeepCut": ({"a--a/b/c/main.py": ""}, f"a--a/b/c/main.py:1: {SLUGS}"),
    "a dot in a claim": ({"a/b/c.d.py": ""}, f"a/b/c.d.py:1: {SLUGS}"),
    "a stray file beside a program": (
        {"a/b/c.py": "", "a/b/notes.txt": ""},
        "a/b/notes.txt:1: belongs to no snippet; a helper module lies in the folder of its snippet",
    ),
    "outputs without a program": (
        {"a/b/c.outputs": ""},
        "a/b/c.outputs:1: belongs to no snippet; a helper module lies in the folder of its snippet",
    ),
    "outputs beside a folder": (
        {"a/b/c/main.py": "", "a/b/c.outputs": ""},
        "a/b/c.outputs:1: belongs to no snippet; a helper module lies in the folder of its snippet",
    ),
    "a program without a chapter": (
        {"a/b.py": ""},
        "a/b.py:1: a snippet lies at <deepcut>/<chapter>/<claim>.py or <claim>/main.py",
    ),
    "a program without a DeepCut": (
        {"a.py": ""},
        "a.py:1: a snippet lies at <deepcut>/<chapter>/<claim>.py or <claim>/main.py",
    ),
    "metadata that does not end": (
        {"a/b/c.py": '\n# /// script\n# requires-python = ">=3.12"\nprint(1)\n'},
        "a/b/c.py:2: the metadata block does not end with a line `# ///`",
    ),
    "metadata that is not TOML": (
        {"a/b/c.py": "x = 1\n\n" + metadata("requires-python >= 3.12")},
        "a/b/c.py:3: metadata: Expected '=' after a key in a key/value pair (at line 1, column 17)",
    ),
    "an unknown key": (
        {"a/b/c.py": metadata('dependencies = ["ipython==9.1"]', 'license = "MIT"', 'requires_python = ">=3.12"')},
        "a/b/c.py:1: metadata: license, requires_python is not known; known are requires-python, dependencies and, "
        "below [tool.deepcuts], changed, mask and systems",
    ),
    "an unknown key of ours": (
        {"a/b/c.py": metadata("[tool.deepcuts]", 'masks = { id = "[0-9]+" }')},
        "a/b/c.py:1: metadata: masks is not known; known are requires-python, dependencies and, "
        "below [tool.deepcuts], changed, mask and systems",
    ),
    "requires-python that is not a specifier": (
        {"a/b/c.py": metadata('requires-python = "3.12 or later"')},
        "a/b/c.py:1: metadata: Invalid specifier: '3.12 or later'",
    ),
    "requires-python that is a list": (
        {"a/b/c.py": metadata("requires-python = []")},
        "a/b/c.py:1: metadata: requires-python = [] is not a string",
    ),
    "releases that are not a list": (
        {"a/b/c.py": metadata("[tool.deepcuts]", 'changed = "3"')},
        "a/b/c.py:1: metadata: changed = '3' is not an array",
    ),
    "a table that is none": (
        {"a/b/c.py": metadata("[tool]", "deepcuts = []")},
        "a/b/c.py:1: metadata: deepcuts = [] is not a table",
    ),
    "a mask that counts too far": (
        {"a/b/c.py": metadata("[tool.deepcuts]", 'mask = { id = "x{99999999999}" }')},
        "a/b/c.py:1: metadata: the repetition number is too large",
    ),
    "a mask whose name is not a word": (
        {"a/b/c.py": metadata("[tool.deepcuts]", "mask = { '\\1' = \"x\" }")},
        "a/b/c.py:1: metadata: the name of a mask is one word, not '\\\\1'",
    ),
    "two blocks of metadata": (
        {"a/b/c.py": metadata() + metadata()},
        "a/b/c.py:5: a second metadata block",
    ),
    "a space behind the first line of metadata": (
        {"a/b/c.py": metadata().replace("script", "script ")},
        "a/b/c.py:1: the metadata block does not end with a line `# ///`",
    ),
    "a byte order mark": (
        {"a/b/c.py": "\ufeffprint(1)\n"},
        "a/b/c.py:1: starts with a byte order mark; save it as UTF-8 without one",
    ),
    "requires-python that is a number": (
        {"a/b/c.py": metadata("requires-python = 3.12")},
        "a/b/c.py:1: metadata: requires-python = 3.12 is not a string",
    ),
    "a release that is none": (
        {"a/b/c.py": metadata("[tool.deepcuts]", 'changed = ["3.13.x"]')},
        "a/b/c.py:1: metadata: Invalid version: '3.13.x'",
    ),
    "a mask that is not a regular expression": (
        {"a/b/c.py": metadata("[tool.deepcuts]", 'mask = { id = "(" }')},
        "a/b/c.py:1: metadata: missing ), unterminated subpattern at position 0",
    ),
    "masks that are not a table": (
        {"a/b/c.py": metadata("[tool.deepcuts]", 'mask = "[0-9]+"')},
        "a/b/c.py:1: metadata: mask = '[0-9]+' is not a table",
    ),
    "bytes that are not UTF-8": (
        {"a/b/c.py": b"x = 1\n\nname = 'gr\xf6\xdfe'\n"},
        "a/b/c.py:3: is not UTF-8: invalid start byte",
    ),
}


@pytest.mark.parametrize(("files", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_snippet_is_refused_by_file_and_line(
    tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    write(tmp_path, files)
    with pytest.raises(SnippetError) as caught:
        find(tmp_path)
    assert f"{tmp_path}/{message.format(root=tmp_path)}" == str(caught.value)


@pytest.mark.parametrize("address", ["a/b/d", "a/b/c/d", "a/b"])
def test_an_address_without_a_snippet_is_refused(tmp_path: Path, address: str) -> None:
    write(tmp_path, {"a/b/c.py": ""})
    with pytest.raises(SnippetError) as caught:
        load(address, tmp_path)
    problem = "no main.py or main.console" if address == "a/b" else "no snippet"
    assert f"{tmp_path / address}:1: there is {problem} at this address" == str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("print(1)  #> 1\n", 1, "an output stands on a line of its own"),
        ("print(1)\n#>\\ \\x\n", 2, "is not an escaped output line"),
        ("print(1)\nprint(2) \\\n", 2, "the last line ends in a backslash"),
    ],
    ids=["behind a statement", "an escape", "a backslash"],
)
def test_an_output_line_that_cannot_be_read_is_refused(tmp_path: Path, text: str, line: int, message: str) -> None:
    write(tmp_path, {"a/b/c.py": text})
    with pytest.raises(SnippetError) as caught:
        _ = load("a/b/c", tmp_path).inline
    assert str(caught.value).startswith(f"{tmp_path / 'a/b/c.py'}:{line}: {message}")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("# made\nhello\n", 2, "is not a line of an .outputs file: 'hello'"),
        ("<<<<<<< HEAD\nline 1\n#> 1\n", 1, "a merge has left both sides here"),
        (b">=3.11,<3.13\nline 1\n#> \xff\n", 3, "is not UTF-8"),
        ("# made\r\n>=3.11,<3.13\r\n>=3.13.x\r\n", 3, "Invalid specifier: '>=3.13.x'; run `nox -s update`"),
        (
            ">=3.11,<3.12\n>=3.10,<3.11\nline 1\n#> 1\n",
            2,
            "no supported Python prints what stands below >=3.10,<3.11; delete it, or run `nox -s update`",
        ),
        (
            ">=3.11,<3.12\n>=3.12,<3.13.1\n",
            2,
            "3.13.1 is neither a supported minor release nor declared as `changed`; run `nox -s update`",
        ),
        (
            ">=3.11,<3.13.0\n",
            1,
            "3.13.0 is neither a supported minor release nor declared as `changed`; run `nox -s update`",
        ),
        ("==3.11.*\n", 1, "3.11.* is neither a supported minor release nor declared as `changed`; run `nox -s update`"),
        (">=3.11,<3.13\nline 1\n#> 1\n>=3.12,<3.13\n", 4, "no supported Python prints what stands below >=3.12,<3.13"),
        (
            ">=3.11,<3.12\n>=3.13\n",
            2,
            "the newest Python's outputs stand in the program, not here; run `nox -s update`",
        ),
    ],
    ids=[
        "stray",
        "a merge conflict",
        "bytes",
        "no specifier",
        "no Python",
        "undeclared",
        "supported, and not declared",
        "all of 3.11",
        "shadowed",
        "newest",
    ],
)
def test_recorded_outputs_that_cannot_be_read_are_refused(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    write(tmp_path, {"a/b/c.py": "print(1)\n", "a/b/c.outputs": text})
    with pytest.raises(SnippetError) as caught:
        _ = load("a/b/c", tmp_path).older
    assert str(caught.value).startswith(f"{tmp_path / 'a/b/c.outputs'}:{line}: {message}")


# Reported by the tests of the machine.


def test_what_an_operating_system_leaves_in_a_folder_is_no_helper(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c/main.py": "", "a/b/c/.DS_Store": b"\xff"})
    assert () == load("a/b/c", tmp_path).helpers


@pytest.mark.parametrize("text", ["f()\ng()\n", "f()\ng()"])
def test_outputs_beyond_the_end_of_the_program_are_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a/b/c.py": text, "a/b/c.outputs": ">=3.11,<3.12\nline 2\n#> old\nline 3\n#> older\n"})
    with pytest.raises(SnippetError) as caught:
        _ = load("a/b/c", tmp_path).older
    message = f"{tmp_path / 'a/b/c.outputs'}:5: the program has no line 3; run `nox -s update`"
    assert message == str(caught.value)


def test_outputs_may_stand_below_the_last_line_and_at_the_end(tmp_path: Path) -> None:
    older = ">=3.11,<3.12\nline 2\n#> old\nend\n#> late\n"
    write(tmp_path, {"a/b/c.py": "f()\ng()\n", "a/b/c.outputs": older})
    assert [[(2, ""), END]] == [list(outputs) for outputs in load("a/b/c", tmp_path).older.values()]


def test_outputs_of_a_python_that_the_snippet_is_not_for_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": metadata('requires-python = ">=3.12"'), "a/b/c.outputs": ">=3.11,<3.12\n"})
    with pytest.raises(SnippetError, match="no supported Python prints what stands below"):
        _ = load("a/b/c", tmp_path).older


# Reported by the properties.


def test_an_empty_block_of_metadata_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": metadata()})
    assert {} == load("a/b/c", tmp_path).metadata


def test_metadata_may_hold_any_character(tmp_path: Path) -> None:
    """Those too at which str.splitlines() ends a line."""
    write(tmp_path, {"a/b/c.py": metadata("[tool.deepcuts]", 'mask = { id = "\x85\u2028" }')})
    assert {"id": "\x85\u2028"} == {name: mask.pattern for name, mask in load("a/b/c", tmp_path).masks.items()}


@pytest.mark.parametrize("text", ["print('# /// script')\n", "# see `# /// script`\n", "    # /// script\n"])
def test_what_names_the_metadata_is_none(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a/b/c.py": f"if True:\n    pass\n{text}"})
    assert {} == load("a/b/c", tmp_path).metadata


def test_a_declared_patch_release_has_a_section(tmp_path: Path) -> None:
    """Though no other supported Python is in it."""
    files: dict[str, str | bytes] = {
        "a/b/c.py": metadata("[tool.deepcuts]", 'changed = ["3.13.4", "3.13.6"]'),
        "a/b/c.outputs": ">=3.13.4,<3.13.6\n",
    }
    write(tmp_path, files)
    assert [">=3.13.4,<3.13.6"] == list(load("a/b/c", tmp_path).older)


NESTED = """\
# region outer
text = '''
# endregion
# region inner
'''
# region inner
f()
# endregion
g()
# endregion
"""

TRANSCRIPT = """\
$ python '''
# region inner
$ python -V
# endregion
$ python '''
"""


def test_sections_may_lie_in_each_other(tmp_path: Path) -> None:
    """What looks like a mark in a string is none; in a transcript there are no strings."""
    write(tmp_path, {"a/b/c.py": NESTED, "a/b/d.console": TRANSCRIPT})
    snippet, transcript = find(tmp_path)
    assert [range(2, 10), range(7, 8)] == [snippet.region("outer"), snippet.region("inner")]
    assert range(3, 4) == transcript.region("inner")


def test_a_snippet_can_be_for_some_systems_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'print(1)\n\n# /// script\n# [tool.deepcuts]\n# systems = ["linux", "darwin"]\n# ///\n'
    write(tmp_path, {"a/b/one-system.py": text, "a/b/other.py": text.replace("darwin", "posix")})
    snippet = load("a/b/one-system", tmp_path)
    for system, runs in {"linux": True, "darwin": True, "win32": False}.items():
        monkeypatch.setattr(sys, "platform", system)
        assert runs == snippet.runs_here
    assert "Linux and macOS" == in_words(snippet.systems)
    with pytest.raises(SnippetError, match="'posix' is not a system; they are linux, darwin, win32"):
        load("a/b/other", tmp_path)
