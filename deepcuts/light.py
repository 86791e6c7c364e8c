"""Takes out of a built site what only its writers read: comments, and space that nobody sees."""

from __future__ import annotations

import re
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from deepcuts.snippet import ROOT

ASSETS = ROOT / "docs" / "assets"
"""Our own; the theme's are small already."""
KEPT = re.compile(r"(<(?:pre|script)\b.*?</(?:pre|script)>)", re.DOTALL)


def lighten(site: Path) -> None:
    """Rewrite the pages of a built site, and our own style sheets and scripts in it."""
    for path in ASSETS.rglob("*"):
        built = site / "assets" / path.relative_to(ASSETS)
        if minify := {".css": cssmin, ".js": jsmin}.get(path.suffix):
            built.write_text(minify(built.read_text(encoding="utf-8")), encoding="utf-8")
    for path in site.rglob("*.html"):
        path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")


def page(text: str) -> str:
    """HTML without blank lines and indentation, where these mean nothing."""
    parts = KEPT.split(text)  # what is kept is each second part
    parts[::2] = [re.sub(r"[ \t]*\n\s*", "\n", part) for part in parts[::2]]
    return "".join(parts)
