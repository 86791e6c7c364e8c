"""The HTML of every page is valid: a strict parser has nothing to say, and what names a part of the page names one."""

from __future__ import annotations

import collections
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from html5lib.constants import E

from tests.site.links import chapters, file_of

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
"""Attributes whose words are ids. (Links are followed in test_pages.py.)"""
THEME = {
    "for='__toc' names no part of the page": "a checkbox of the phone's contents that our nav-item.html does without",
}
"""What is wrong in the theme's own templates, and why it stays."""


def complaints(text: str) -> list[str]:
    """What is wrong, at its line: as browsers are told to parse HTML, and in the use of names."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(text)
    rows = text.split("\n")
    found = [f"{line}: {E[code] % said}: {rows[line - 1].strip()[:160]}" for (line, _), code, said in parser.errors]
    given = collections.Counter(element.get("id") for element in tree.iter() if element.get("id") is not None)
    found += [f"the id {name!r} is given {times} times" for name, times in given.items() if times > 1]
    found += [f"the id {name!r} is none" for name in given if not name or len(str(name).split()) != 1]
    for element in tree.iter():
        for attribute in REFERENCES:
            missing = [name for name in element.get(attribute, "").split() if name not in given]
            found += [f"{attribute}={name!r} names no part of the page" for name in missing]
    return found


@pytest.fixture
def folder(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.option.site)


def test_page_is_valid(folder: Path, page: str) -> None:
    found = [text for text in complaints(file_of(folder, page).read_text(encoding="utf-8")) if text not in THEME]
    assert not found, "\n".join(found)


def test_what_is_wrong_in_the_theme_is_still_wrong(folder: Path) -> None:
    assert THEME.keys() <= {*complaints(file_of(folder, chapters(folder)[0]).read_text(encoding="utf-8"))}


@pytest.mark.parametrize(
    ("violation", "complaint"),
    [
        ("<p><div>x</div></p>", "Unexpected end tag (p)"),
        ("<section>x", "End tag (article) seen too early"),
        ("<em><strong>x</em></strong>", "violates step 1, paragraph 3 of the adoption agency algorithm"),
        ('<a href="#x" href="#y">x</a>', "Dropped duplicate attribute"),
        ('<a href="?a=1\'"x>x</a>', "Unexpected character after attribute value"),
        ("<b/>", "Trailing solidus not allowed on element b"),
        ("&nosuch;", "Named entity expected"),
        ("<table><p>x</p></table>", "Unexpected start tag (p) in table context"),
        ('<i id="planted"></i><i id="planted"></i>', "the id 'planted' is given 2 times"),
        ('<i id="two words"></i>', "the id 'two words' is none"),
        ('<label for="nothing">x</label>', "for='nothing' names no part of the page"),
    ],
)
def test_planted_violation_is_found(folder: Path, violation: str, complaint: str) -> None:
    text = file_of(folder, chapters(folder)[0]).read_text(encoding="utf-8")
    assert any(complaint in found for found in complaints(text.replace("</article>", f"{violation}</article>")))
