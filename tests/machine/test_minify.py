"""A published page is lighter, and looks and works as it did."""

from __future__ import annotations

from pathlib import Path

from deepcuts.site import minify
from tests.files import write
from tests.machine.conftest import Work


def test_our_own_files_lose_their_comments(tmp_path: Path, work: Work) -> None:
    """And nobody else's."""
    files = {"a.css": "/* why */\na  { b: c; }\n", "c.svg": "<svg/>\n"}
    files["run/b.js"] = "// why\nexport const x = `//  y`;\n"
    site = tmp_path / "site"
    write(tmp_path / "docs" / "assets", files)
    write(site / "assets", files | {"theme.css": files["a.css"]})
    write(site, {"index.html": "<p>\n\n</p>"})
    work(tmp_path)
    minify.minify_site(site)
    assert "a{b:c}" == (site / "assets" / "a.css").read_text(encoding="utf-8").strip()
    assert "export const x=`//  y`;" == (site / "assets" / "run" / "b.js").read_text(encoding="utf-8").strip()
    assert files["c.svg"] == (site / "assets" / "c.svg").read_text(encoding="utf-8")
    assert files["a.css"] == (site / "assets" / "theme.css").read_text(encoding="utf-8")
    assert "<p>\n\n</p>" == (site / "index.html").read_text(encoding="utf-8")


def test_a_page_waits_for_one_style_sheet(tmp_path: Path, work: Work) -> None:
    """It says what all said, in their order, and stands where the last stood; the files that are in it go away."""
    sheets = {"assets/stylesheets/theme.css": "a{b:c}", "assets/ours.css": "a{b:d}"}
    pages = {}
    for page, up in {"index.html": "", "a/index.html": "../", "404.html": "/base/"}.items():
        first, last = (f'<link rel="stylesheet" href="{up}{name}">\n' for name in sheets)
        pages[page] = f'{first}<script src="{up}assets/x.js"></script>\n{last}<title>x</title>', up
    write(tmp_path, sheets | {page: text for page, (text, _) in pages.items()})
    work(tmp_path)
    minify.minify_site(tmp_path)
    [sheet] = tmp_path.rglob("*.css")
    assert "a{b:c}\na{b:d}" == sheet.read_text(encoding="utf-8")
    for page, (_, up) in pages.items():
        link = f'<link rel="stylesheet" href="{up}assets/{sheet.name}">\n'
        expected = f'<script src="{up}assets/x.js"></script>\n{link}<title>x</title>'
        assert expected == (tmp_path / page).read_text(encoding="utf-8")
