"""A published page is lighter, and looks and works as it did."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepcuts import light
from tests.files import write


def test_space_that_means_something_stays() -> None:
    """In code, in data, and between words."""
    pre, data = "<pre><code>a\n\n    b\n</code></pre>", '<script type="application/ld+json">{\n\n  1}</script>'
    text = f"<p>one\n   two</p>   \n\n  {pre}\n\n<p> a <b>b</b> c</p>\n\n {data}\n"
    assert f"<p>one\ntwo</p>\n{pre}\n<p> a <b>b</b> c</p>\n{data}\n" == light.page(text)


def test_our_own_files_lose_their_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nobody else's."""
    files = {"a.css": "/* why */\na  { b: c; }\n", "c.svg": "<svg/>\n"}
    files["run/b.js"] = "// why\nexport const x = `//  y`;\n"
    site = tmp_path / "site"
    write(tmp_path / "docs", files)
    write(site / "assets", files | {"theme.css": files["a.css"]})
    write(site, {"index.html": "<p>\n\n</p>"})
    monkeypatch.setattr(light, "ASSETS", tmp_path / "docs")
    light.lighten(site)
    assert "a{b:c}" == (site / "assets" / "a.css").read_text(encoding="utf-8").strip()
    assert "export const x=`//  y`;" == (site / "assets" / "run" / "b.js").read_text(encoding="utf-8").strip()
    assert files["c.svg"] == (site / "assets" / "c.svg").read_text(encoding="utf-8")
    assert files["a.css"] == (site / "assets" / "theme.css").read_text(encoding="utf-8")
    assert "<p>\n</p>" == (site / "index.html").read_text(encoding="utf-8")
