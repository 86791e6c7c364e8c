"""The short answer at the head of a chapter, what chapters lack of their form, and the lists made of the answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from markdown import Markdown

from deepcuts.page import chapters
from deepcuts.page.markdown import DeepCutsExtension
from deepcuts.page.pages import Page
from deepcuts.page.short import boxes, listed, plain
from deepcuts.site.markdown_copies import expanded
from tests.files import write
from tests.machine.conftest import Work

NAV = """\
nav:
  - index.md
  - One:
      - one/index.md
      - one/a.md
      - one/b.md
  - Contributing:
      - contributing/index.md
      - contributing/more.md
"""
LEAD = "You asked twice, and `once` was all.\nYou expected [two](b.md)."
BOX = """\
!!! short "Code runs once"

    **You see** nothing the second time.

    **It means** the [cache](b.md#x) has it: `f` keeps *one* module. More is said below.

    **Try** [a reload](#reload),
    or [another way](b.md).
"""
CHAPTER = f"""\
---
title: A
description: "You see nothing the second time."
---

# A `thing` {{#a-thing}}

{LEAD}

{BOX}
## Reload

@predict one/a/c

- 2
  : no
"""
Problems = Callable[[str], list[str]]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, work: Work) -> Path:
    """A site with one DeepCut of two chapters, the second of which has no answer."""
    write(tmp_path, {"mkdocs.yml": NAV, "docs/one/index.md": "# One\n\nThe [first](a.md) of all.\nMore.\n"})
    write(tmp_path, {"docs/one/a.md": CHAPTER, "docs/one/b.md": "# B\n\nText.\n"})
    work(tmp_path)
    return tmp_path


@pytest.fixture
def problems(project: Path) -> Problems:
    """What is wrong in a chapter of this text."""
    path = project / "docs" / "one" / "a.md"
    return lambda text: [said.removeprefix("docs/one/a.md:") for said in chapters.problems([Page(path, text)])]


def test_a_short_answer_has_a_title_and_three_parts() -> None:
    ((_, short),) = boxes(CHAPTER)
    assert ("Code runs once", False, 11) == (short.title, short.is_front, short.line)
    assert "nothing the second time." == short.part("You see")
    assert "[a reload](#reload),\nor [another way](b.md)." == short.part("Try")


def test_what_is_plain_has_no_signs_of_markdown() -> None:
    text = "**Try** [a `reload`](x.md#y) [since 3.13]{a/b/c: x},\nor `f`{a/b/c}"
    assert "Try a reload since 3.13, or f" == plain(text)


def test_a_complete_chapter_lacks_nothing(problems: Problems) -> None:
    assert [] == problems(CHAPTER)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (BOX, "", '6: has no short answers; below the lead stands `!!! short "the surprise'),
        (BOX, f"{BOX}\n{BOX}", "20: has 2 short answers; below the lead"),
        ("**Try** [a", "**try** [a", "11: the paragraphs of a short answer begin with `**You see** `, `**It means** `"),
        ("[a reload](#reload),\n    or [another way](b.md)", "a reload", "11: `**Try**` links to no section"),
        (f"{LEAD}\n", "", "9: above the short answer stands the title and one paragraph of at most 40 words"),
        (LEAD, f"{LEAD}\n\nMore.", "13: above the short answer stands the title and one paragraph"),
        (LEAD, f"{'word ' * 40}\nmore", "8: the lead has 41 words; 40 are the limit"),
        ('second time."', 'second."', "3: the description is not a part of the short answer, word for"),
        ("@predict", "@snippet", "1: asks its reader nothing; write `@predict address` or `@which address`"),
    ],
)
def test_what_a_chapter_lacks_is_said_at_its_line(problems: Problems, old: str, new: str, said: str) -> None:
    assert old in CHAPTER
    (problem,) = problems(CHAPTER.replace(old, new, 1))
    assert problem.startswith(said)


def test_a_notebook_needs_no_description_and_no_question(project: Path) -> None:
    write(project, {"mkdocs.yml": NAV.replace("a.md", "a.py")})
    page = Page(project / "docs" / "one" / "a.py", f"\n# A\n\n{LEAD}\n\n{BOX}")
    assert [] == list(chapters.problems([page]))


def test_what_is_no_chapter_needs_no_answer(project: Path) -> None:
    docs = project / "docs"
    pages = [Page(docs / name, "# Title\n") for name in ("index.md", "one/index.md", "contributing/more.md")]
    assert [] == list(chapters.problems(pages))


def test_the_chapters_of_a_deepcut_are_listed_with_their_surprises() -> None:
    """In the order of `nav`; the first word of a surprise goes on in the line, a name stays as it is."""
    assert "1. [A `thing`](a.md): code runs once\n1. [B](b.md)" == listed("one")


@pytest.mark.parametrize(("title", "lower"), [("The key", "the key"), ("`f` is", "`f` is"), ("HTTP is", "HTTP is")])
def test_only_a_word_loses_its_capital(project: Path, title: str, lower: str) -> None:
    write(project, {"docs/one/a.md": CHAPTER.replace("Code runs once", title)})
    assert listed("one").startswith(f"1. [A `thing`](a.md): {lower}\n")


def test_the_landing_page_has_each_deepcut_with_the_answers_for_it(project: Path) -> None:
    """The first sentence of what it means, without links: they would lead elsewhere from there."""
    write(project, {"docs/one/a.md": CHAPTER.replace("!!! short", "!!! short front")})
    assert (
        "### [One](one/index.md)\n\nThe first of all.\n\n"
        "- [**Code runs once**](one/a.md)\n  The cache has it: `f` keeps *one* module.\n\n"
        "[All 2 chapters](one/index.md)"
    ) == listed("front")


def test_a_deepcut_without_cards_is_there_too() -> None:
    assert "### [One](one/index.md)\n\nThe first of all.\n\n[All 2 chapters](one/index.md)" == listed("front")


def test_a_list_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^`@short two` lists nothing: write `@short front`, or the folder of a Dee"):
        Markdown(extensions=[DeepCutsExtension()]).convert("@short two")


def test_the_lists_are_of_a_kind_that_styles_know() -> None:
    page = Markdown(extensions=[DeepCutsExtension()]).convert("@short one\n\n@short front")
    assert '<div class="deepcut-chapters">\n<ol>\n<li><a href="a.md">A <code>thing</code></a>: code runs on' in page
    assert '<div class="deepcut-cards">\n<h3><a href="one/index.md">One</a></h3>' in page


def test_who_reads_markdown_gets_the_answer_and_the_lists() -> None:
    text = expanded(f"{BOX}\nText.\n\n@short one\n", PurePosixPath("one/index.md"))
    assert text.startswith("**In short: Code runs once**\n\n**You see** nothing the second time.\n\n**It means** the")
    assert "[another way](b/index.md).\n\nText.\n\n1. [A `thing`](a/index.md): code runs once" in text
