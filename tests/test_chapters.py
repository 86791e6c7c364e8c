"""Pages, snippets and navigation agree, and no page shows output that no program printed."""

from __future__ import annotations

import pytest

from deepcuts.page import chapters, claims, form
from deepcuts.page.checks import broken_links, misplaced, nav_problems, sources, strangers, unlinked, unshown
from deepcuts.snippet.find import find
from tests.prose import config, pages, unreadable, unsound


def report(problems: list[str]) -> None:
    __tracebackhide__ = True
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def test_mkdocs_reads_its_configuration() -> None:
    """The others would say the same; they are skipped where it does not."""
    report([problem] if (problem := unreadable()) else [])


def test_snippets_can_be_read() -> None:
    report(unsound())


def test_pages_show_only_what_programs_printed() -> None:
    report([problem for page in pages() for problem in page.problems])
    assert sum(len(page.snippets) for page in pages()) >= 60
    assert sum(page.values for page in pages()) >= 60


def test_pages_are_complete_and_no_drafts() -> None:
    seen = pages()
    report([*form.problems(seen), *form.examples(find()), *form.own_names(find())])
    assert sum(len(page.titles) for page in pages()) >= 8


def test_a_chapter_answers_first_and_asks() -> None:
    report([*chapters.problems(pages())])


def test_what_was_tried_to_break_each_claim_is_written_down() -> None:
    seen = pages()
    report([*claims.problems(find(), seen)])
    assert len(claims.everything()) >= 200


def test_every_snippet_is_shown() -> None:
    seen = pages()
    report(list(unshown(find(), seen)))


def test_every_snippet_is_shown_where_its_address_says() -> None:
    seen = pages()
    report(list(misplaced(find(), seen, config())))


def test_links_between_pages_lead_somewhere() -> None:
    report(list(broken_links(pages(), config())))
    assert sum(len(page.links) for page in pages()) >= 60


def test_what_is_published_is_verified() -> None:
    report(list(strangers(config())))


def test_nav_names_every_page() -> None:
    report(list(nav_problems(sources(config()), config())))


def test_a_reader_finds_every_deepcut_and_every_chapter() -> None:
    report(list(unlinked(pages())))
