"""Builds the site with Zensical, which follows Material for MkDocs: `python -m deepcuts zensical SITE`.

Zensical runs no plugin of MkDocs. In the place of each notebook, which one of them runs and renders, it gets the same
text as Markdown, whose `#>` lines are what the kernel printed (tests/test_notebook.py). All else is read as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from deepcuts.page.pages import configuration
from deepcuts.project import SnippetError, current
from deepcuts.site import publish
from deepcuts.site.markdown_copies import pages


def main(site: Path) -> int:
    """Build into this folder, in the place of what was there, and publish; return the exit status."""
    build(site)
    return publish.main(site)


def build(site: Path) -> None:
    """Build the pages into this folder; SnippetError with the last line of what Zensical says where it fails."""
    project = current()
    config = configuration()
    project.workshop.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=project.workshop, prefix="zensical-") as name:
        scratch = Path(name)
        prepare(scratch, config)
        command = [sys.executable, "-m", "zensical", "build", "--clean"]
        env = os.environ | {"PYTHONPATH": os.pathsep.join([str(project.root), os.environ.get("PYTHONPATH", "")])}
        done = subprocess.run(command, cwd=scratch, env=env, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            said = [row.strip() for row in (done.stdout + done.stderr).split("\n") if row.strip()]
            raise SnippetError(project.config, 1, f"Zensical refuses it: {said[-1] if said else 'it says nothing'}")
        shutil.rmtree(site, ignore_errors=True)
        shutil.move(scratch / "site", site)


def prepare(scratch: Path, config: MkDocsConfig) -> None:
    """Put into a folder what Zensical reads: the pages, the templates, and mkdocs.yml."""
    project = current()
    shutil.copytree(project.docs, scratch / "docs")
    shutil.copytree(project.root / "overrides", scratch / "overrides")
    text = project.config.read_text(encoding="utf-8")
    for page in pages(config):
        if page.source.suffix == ".py":
            written = scratch / "docs" / page.source
            written.unlink()
            written.with_suffix(".md").write_text(page.text, encoding="utf-8")
            name = re.compile(rf"(?<![\w-]){re.escape(page.source.name)}\b")
            text = name.sub(f"{page.source.stem}.md", text)
            for path in (scratch / "docs").rglob("*.md"):  # the pages that link to it
                path.write_text(name.sub(f"{page.source.stem}.md", path.read_text("utf-8")), encoding="utf-8")
    (scratch / project.config.name).write_text(text, encoding="utf-8")
