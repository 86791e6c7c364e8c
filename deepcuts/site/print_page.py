"""A DeepCut on one page, to print: made of its built pages, so that nothing is rendered twice.

The page runs no script: it shows what all Pythons print, and a browser prints it as it is.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from deepcuts.page.pages import WHOLE
from deepcuts.page.runner import ATTRIBUTE
from deepcuts.site.markdown_copies import Page

ARTICLE = re.compile(r"<article\b[^>]*>(?P<content>.*)</article>", re.DOTALL)
# of no use on paper: the end of a page, its topics, links to its own headings and to the issue form, buttons; and code
# that is wrapped does not scroll, so that Tab need not stop at it
LEFT_OUT = re.compile(
    r'<footer class="deepcut-end".*?</footer>|<a [^>]*class="(?:headerlink|deepcut-issue)".*?</a>'
    r'|<p class="deepcut-not-run">.*?</p>|<nav class="md-tags".*?</nav>|<button\b.*?</button>|(?<=<code) tabindex="0"'
    rf"|{ATTRIBUTE}",
    re.DOTALL,
)
# what the head keeps of a page's: not the scripts, and not what names one page; boot.js chooses the colour scheme
HEAD = re.compile(
    r'<meta (?:charset|name="viewport"|http-equiv)[^>]*>|<link rel="(?:icon|stylesheet)"[^>]*>'
    r"|<script [^>]*assets/boot\.js[^>]*></script>"
)
TAG = re.compile(r"<[a-z][^>]*>")
LINK = re.compile(r'(?<=\s)(?P<name>href|src|data-base)="(?P<value>[^"]*)"')
NAME = re.compile(r'(?<=\s)(?P<name>id|for|name|aria-labelledby)="(?P<value>[^"]*)"')


def deepcuts(found: list[Page]) -> Iterator[list[Page]]:
    """Yield the pages of each section of `nav` that has an index page, which comes first."""
    sections: dict[str, list[Page]] = {}
    for page in found:
        sections.setdefault(page.section, []).append(page)
    for section, members in sections.items():
        if section and members[0].source.stem == "index":
            yield members


def whole(site: Path, members: list[Page]) -> str:
    """Return all pages of a DeepCut as one."""
    parts = {str(page.published.parent): page.published.parent.name for page in members}
    first = members[0]
    here = f"{first.published.parent}/{WHOLE}"
    articles = []
    for page in members:
        built = (site / page.published).with_suffix(".html").read_text(encoding="utf-8")
        article = ARTICLE.search(built)
        assert article  # both engines make one
        folder = str(page.published.parent)
        content = LEFT_OUT.sub("", article["content"])
        content = _moved(_named(content, parts[folder]), folder, here, parts)
        articles.append(f'<article class="md-content__inner md-typeset" id="{parts[folder]}">{content}</article>')
    built = (site / first.published).with_suffix(".html").read_text(encoding="utf-8")
    head = _moved("\n".join(HEAD.findall(built.partition("</head>")[0])), str(first.published.parent), here, parts)
    title = html.escape(first.section)
    listed = "".join(
        f'<li><a href="#{part}">{html.escape(page.title)}</a></li>'
        for page, part in zip(members, parts.values(), strict=True)
    )
    return (
        f'<!doctype html>\n<html lang="en"><head>\n{head}\n<meta name="robots" content="noindex">'
        f'\n<title>{title}, to print</title></head>\n<body dir="ltr" data-md-color-scheme="default">'
        '<a href="#whole" class="md-skip">Skip to content</a>'
        '<main class="deepcut-whole"><article class="md-content__inner md-typeset">'
        f'<h1 id="whole">{title}</h1><p>All of it on one page, to print or to save as a PDF. '
        f'<a href="../">Back to its pages</a></p><ol>{listed}</ol></article>\n'
        f"{''.join(articles)}</main></body></html>\n"
    )


def _named(content: str, part: str) -> str:
    """Return HTML whose names begin with that of its part, since two pages may give the same."""
    return TAG.sub(lambda tag: NAME.sub(rf'\g<name>="{part}-\g<value>"', tag[0]), content)


def _moved(content: str, folder: str, here: str, parts: dict[str, str]) -> str:
    """Return HTML of the page in a folder as it is on the page `here`: its links lead where they led."""

    def link(found: re.Match[str]) -> str:
        return f'{found["name"]}="{html.escape(_link(html.unescape(found["value"]), folder, here, parts))}"'

    return TAG.sub(lambda tag: LINK.sub(link, tag[0]), content)


def _link(link: str, folder: str, here: str, parts: dict[str, str]) -> str:
    split = urlsplit(link)
    if split.scheme or split.netloc:
        return link
    target = posixpath.normpath(posixpath.join(folder, split.path))
    if target in parts:
        return f"#{parts[target]}-{split.fragment}" if split.fragment else f"#{parts[target]}"
    slash = "/" if split.path.endswith(("/", "..", ".")) else ""
    return split._replace(path=posixpath.relpath(target, here) + slash).geturl()
