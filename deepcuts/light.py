"""Makes a built site light: no comments, no space that nobody sees, one style sheet."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from deepcuts.snippet import ROOT

ASSETS = ROOT / "docs" / "assets"
"""Our own; the theme's are small already."""
KEPT = re.compile(r"(<(?:pre|script)\b.*?</(?:pre|script)>)", re.DOTALL)
SHEET = re.compile(r'(<link rel="stylesheet" href="[^"]*?)(assets/[^"]*)">\n?')
"""The tag with the way up to the site, and the file."""


def lighten(site: Path) -> None:
    """Rewrite the pages of a built site, and our own style sheets and scripts in it."""
    for path in ASSETS.rglob("*"):
        built = site / "assets" / path.relative_to(ASSETS)
        if minify := {".css": cssmin, ".js": jsmin}.get(path.suffix):
            built.write_text(minify(built.read_text(encoding="utf-8")), encoding="utf-8")
    joined: set[Path] = set()
    for path in site.rglob("*.html"):
        text, sheets = one_sheet(page(path.read_text(encoding="utf-8")), site)
        path.write_text(text, encoding="utf-8")
        joined.update(sheets)
    for path in joined:
        path.unlink()


def page(text: str) -> str:
    """HTML without blank lines and indentation, where these mean nothing."""
    parts = KEPT.split(text)  # what is kept is each second part
    parts[::2] = [re.sub(r"[ \t]*\n\s*", "\n", part) for part in parts[::2]]
    return "".join(parts)


def one_sheet(text: str, site: Path) -> tuple[str, list[Path]]:
    """A page with one style sheet where its last one was; and those that are in it, which are needed no more.

    A page waits for all of them before it is painted, and on a phone each takes a connection.
    """
    found = list(SHEET.finditer(text))
    if not found:
        return text, []
    sheets = [site / sheet[2] for sheet in found]
    content = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    name = f"assets/{hashlib.sha256(content.encode()).hexdigest()[:8]}.css"
    (site / name).write_text(content, encoding="utf-8")
    text = text.replace(found[-1][0], f'{found[-1][1]}{name}">\n')
    for sheet in found[:-1]:
        text = text.replace(sheet[0], "")
    return text, sheets
