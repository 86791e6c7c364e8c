"""Zensical, which follows Material for MkDocs, renders the same chapters with the same snippets."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deepcuts.pages import configuration, rendered
from deepcuts.snippet import ROOT, find


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build by Zensical of the same mkdocs.yml, in a copy: it writes a cache beside it."""
    home = tmp_path_factory.mktemp("zensical")
    for name in ("docs", "snippets", "deepcuts", "overrides", ".deepcuts/records"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copyfile(ROOT / name, home / name)
    command = [sys.executable, "-m", "zensical", "build", "--clean"]
    done = subprocess.run(command, cwd=home, capture_output=True, encoding="utf-8", check=False, timeout=120)
    if done.returncode:  # the extension's own words end its traceback, and test_chapters.py names file and line
        said = [row.strip() for row in (done.stdout + done.stderr).split("\n") if row.strip()]
        pytest.fail(f"Zensical does not build the site: {said[-1] if said else 'it says nothing'}", pytrace=False)
    return home / "site"


def test_zensical_renders_every_chapter_with_its_snippets(site: Path) -> None:
    """Page by page: what MkDocs' parser shows is in Zensical's HTML, in the same order, outputs included."""
    seen = []
    config = configuration()
    for source in sorted((ROOT / "docs").rglob("*.md")):
        named = rendered(source, config).snippets
        path = source.relative_to(ROOT / "docs").with_suffix("")
        page = site / (path.parent if path.name == "index" else path) / "index.html"
        html = page.read_text(encoding="utf-8")
        assert re.findall(r'data-address="([^"]+)"', html) == named
        assert html.count("<samp") >= len(set(named))
        seen += named
    assert {snippet.address for snippet in find()} == set(seen)
