"""What is wrong in the form of a page is said at its line, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepcuts.page import form, markdown
from deepcuts.page.pages import Page, configuration, rendered
from deepcuts.snippet.find import load
from tests.files import write

FRONT = "---\ntitle: A title\ndescription: What you will know.\n---\n\n"
FENCE = "; close it, on a line of its own"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(markdown, "load", lambda address: load(address, tmp_path / "snippets"))
    return tmp_path / "page.md"


def seen(page: Path, text: str) -> list[str]:
    write(page.parent, {page.name: text})
    found: Page = rendered(page, configuration())
    return [problem.removeprefix(f"{page}:") for problem in form.problems([found])]


RIGHT = {
    "all of it": "# Title\n\nText.\n\n```bash\npip install x\n```\n\n## Part\n\nMore.\n",
    "no title": "Text.\n",
    "a comment in code": "# Title\n\n```bash\n# comment\npip\n```\n",
    "marks of a fence in a sentence": "Say ```` ``` ```` or `~~~^^^`.\n",
    "a fence in Markdown": "````markdown\n```python\nx\n```\n````\n",
    "other lines of equal signs": "Title\n=======\n\n```bash\n  <<<<<<< x\n```\n",
    "a directive as code": "Write `@snippet a/b/c` there, or to me@a.org/b/c.\n",
    "a sentence that fits any DeepCut": "The chapters build on each other, and each can be read alone.\n",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_page_of_the_right_form(page: Path, text: str) -> None:
    assert [] == seen(page, FRONT + text)


# (the page, its problems)
WRONG = {
    "no front matter": ("# Title\n", ["1: has no front matter; begin with `---`, `title: …`, `description: …`, `---`"]),
    "one that does not end": (
        "---\ntitle: x\n",
        ["1: has no front matter; begin with `---`, `title: …`, `description: …`, `---`"],
    ),
    "no title": ("---\ndescription: x\n---\n", ["1: the front matter has no title; write `title: …`"]),
    "an empty description": (
        "---\ntitle: x\ndescription:\n---\n",
        ["1: the front matter has no description; write `description: …`"],
    ),
    "no names": ("---\nx\n---\n", ["1: the front matter has no names; write `title: …` and `description: …`"]),
    "no YAML": (
        "---\ntitle: x\ndescription: a: b\n---\n",
        ["3: the front matter is not YAML: mapping values are not allowed here; put the value in quotes"],
    ),
    "a long description": (
        f"---\ntitle: x\n\ndescription: {'x' * 161}\n---\n",
        ["4: the description has 161 characters; a search engine shows 160, shorten it"],
    ),
    "a second title": (
        f"{FRONT}# One\n\n```bash\n# Two\n```\n\n# Two\n",
        ["12: 'Two' is a second first-level heading; a page has one, the others begin with ##"],
    ),
    "one underlined": (
        f"{FRONT}# One\n\nThe `two`\n===\n",
        ["8: 'The two' is a second first-level heading; a page has one, the others begin with ##"],
    ),
    "one in HTML": (
        f"{FRONT}# One\n\n<h1>Two</h1>\n",
        ["8: 'Two' is a second first-level heading; a page has one, the others begin with ##"],
    ),
    "an open fence": (
        f"{FRONT}```bash\npip\n```\n\n```bash\nnox\n",
        [f"10: the fence '```bash' makes no block of code{FENCE}"],
    ),
    "an open fence of tildes in a list": (
        f"{FRONT}- a\n\n    ~~~yaml\n    x: 1\n\nText.\n",
        [f"8: the fence '~~~yaml' makes no block of code{FENCE}"],
    ),
    "one that ends within a line": (
        f"{FRONT}```python\nprint(1)```\n",
        [f"6: the fence '```python' makes no block of code{FENCE}"],
    ),
    "one that swallows the next": (
        f"{FRONT}```bash\npip\n\nText.\n\n```python\nx\n```\n",
        ["11: '```python' stands in a block of code; close the one above it"],
    ),
    "a draft": (
        f"{FRONT}# Own\n\nText.\n\n- Do what needs the error inside the block.\n",
        ["10: is a draft: `nox -s new` wrote '- Do what needs the error inside the block.'; write yours in its place"],
    ),
    "a note of a draft": (
        f"{FRONT}!!! note\n\n    Replace all of it, this note last.\n",
        ["8: is a draft: `nox -s new` wrote 'Replace all of it, this note last.'; write yours in its place"],
    ),
    "a conflict": (
        f"{FRONT}<<<<<<< HEAD\na\n||||||| x\n=======\nb\n>>>>>>> main\n",
        [
            f"{line}: {mark!r} is a mark of a merge conflict; choose what stays, and delete the marks"
            for line, mark in ((6, "<<<<<<< HEAD"), (8, "||||||| x"), (11, ">>>>>>> main"))
        ],
    ),
    "a conflict in the front matter": (
        "---\n<<<<<<< HEAD\ntitle: a\n---\n",
        ["2: '<<<<<<< HEAD' is a mark of a merge conflict; choose what stays, and delete the marks"],
    ),
    "a directive in a sentence": (
        f"{FRONT}See @predit a/b/c here.\n",
        ["6: '@predit a/b/c' is shown as text; a directive stands on a line of its own"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_the_form_is_said_at_its_line(page: Path, text: str, expected: list[str]) -> None:
    assert expected == seen(page, text)


def test_a_notebook_has_no_front_matter_and_may_have_a_conflict(page: Path) -> None:
    notebook = page.with_suffix(".py")
    assert [] == seen(notebook, "# %% [markdown]\n# # Title\n")
    text = "# %% [markdown]\n# # Title\n# %%\n<<<<<<< HEAD\n"
    assert ["4: '<<<<<<< HEAD' is a mark of a"] == [said.partition(" merge")[0] for said in seen(notebook, text)]


def test_the_program_of_a_draft_is_found(page: Path) -> None:
    template = (form.TEMPLATES / "program.txt").read_text(encoding="utf-8")
    write(page.parent, {"snippets/a/b/c.py": template, "snippets/a/b/d.py": f"# mine\n{template}"})
    snippets = [load(f"a/b/{name}", page.parent / "snippets") for name in "cd"]
    expected = f"{snippets[0].main}:1: is the example of `nox -s new`; write your program in its place"
    assert [expected] == [*form.examples(snippets)]


def test_a_program_that_prints_its_own_name_gets_a_folder(page: Path) -> None:
    """On any Python; not one that is called main.py, and not another one's name."""
    raises = '1 / 0\n#! Traceback (most recent call last):\n#!   File "{}", line 1, in <module>\n'
    older = {"snippets/a/b/d.py": "print(1)\n#> 1\n", "snippets/a/b/d.outputs": "# x\n>=3.11,<3.12\nline 1\n#> d.py\n"}
    others = {"snippets/a/b/e/main.py": raises.format("main.py"), "snippets/a/b/f.py": raises.format("c.py")}
    write(page.parent, {"snippets/a/b/c.py": raises.format("c.py"), **older, **others})
    snippets = [load(f"a/b/{name}", page.parent / "snippets") for name in "cdef"]
    said = [problem.partition(":1: prints its own name")[0] for problem in form.own_names(snippets)]
    assert [str(page.parent / f"snippets/a/b/{name}.py") for name in "cd"] == said
