"""Serves the site while somebody writes: `python -m deepcuts serve`.

Before each rebuild it verifies the snippets that changed, on the running Python. What fails is said in the
terminal and in the page, and serving goes on. (MkDocs loads this file as a hook of this command only; a
build needs none.)
"""

from __future__ import annotations

import logging
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.pages import Page

from deepcuts.page import pages
from deepcuts.project import SnippetError, current
from deepcuts.run import interpreter as fresh
from deepcuts.run import ledger
from deepcuts.run.verify import Pool
from deepcuts.snippet.find import find
from deepcuts.snippet.snippet import Snippet

failures: dict[str, str] = {}
problems: list[tuple[str, str]] = []
scratch = tempfile.TemporaryDirectory()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Verify; let the pages show what is wrong; keep the notebook of a former rebuild where it is unchanged.

    Where something foreign would get into a page, nothing is built.
    """
    try:
        pages.contain()
    except SnippetError as error:
        raise Abort(str(error)) from None
    try:
        verify(find())
    except SnippetError as error:
        say(str(error))
    config.mdx_configs["deepcuts.page.markdown"] = {"failures": failures, "problems": problems}
    config.plugins["mkdocs-jupyter"].config.update(cache=True, cache_dir=scratch.name)
    return config


def on_env(env: Environment, **_: Any) -> None:
    """Compile the theme's templates once, not at each rebuild."""
    env.bytecode_cache = FileSystemBytecodeCache(scratch.name)


def on_page_markdown(markdown: str, **_: Any) -> None:
    problems.clear()


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: Any) -> None:
    path = Path(config.docs_dir, page.file.src_uri)
    seen = pages.Page(path, path.read_text(encoding="utf-8"))
    for said, message in problems:
        seen.complain(said, message)
    for problem in seen.problems:
        say(problem)


def verify(snippets: list[Snippet]) -> None:
    """Run what has changed since it last ran well, and say how it stands."""
    interpreter = fresh.bare(sys.executable)
    chosen = [snippet for snippet in snippets if snippet.fits(interpreter.version)]
    pool = Pool(interpreter)
    before = ledger.known(interpreter, chosen)
    pool.start(chosen, before)
    failures.clear()
    failures.update({snippet.address: problem for snippet in chosen if (problem := pool.verdict(snippet))})
    pool.close()
    if len(before) < len(chosen):
        ledger.keep(interpreter, pool.passed, chosen, before)
    for problem in failures.values():
        say(problem)
    ran = len(chosen) - len(before)
    print(f"{len(pool.passed)} of {len(chosen)} snippets print what they say on {interpreter} ({ran} ran)", flush=True)


def say(problem: str) -> None:
    print(f"\n{problem}\n", file=sys.stderr, flush=True)


def free(first: int = 8000) -> int:
    """Return the first port from this one on that nobody serves on here."""
    for port in range(first, first + 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    return first


def main() -> int:
    """Serve until somebody stops it; return the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)  # says where it serves
    address = f"127.0.0.1:{free()}"
    watch = [str(current().snippets), str(current().root / "mkdocs_html")]
    try:
        serve.serve(str(current().config), dev_addr=address, watch=watch, hooks=[__file__])
    except Abort as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"cannot serve on {address}: {error.strerror}; is another server running?", file=sys.stderr)
        return 1
    return 0
