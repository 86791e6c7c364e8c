"""Builds the site and what it offers beside its pages: `python -m deepcuts build`.

Dates come from git and social cards from Cairo: what cannot be had here is said and left out. `--draft` leaves both
out, and the Python that runs in a browser, for a writer who waits. A site is built beside the old one and takes its
place when it is whole; a build that is stopped leaves the old one as it was.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from deepcuts.page import pages
from deepcuts.project import SnippetError, current
from deepcuts.site import publish
from deepcuts.site.minify import minify_site

FONTS = Path(".cache", "plugin", "social", "fonts", "Roboto")
"""Where, below the root, Material's `social` plugin looks for the font before it would ask Google."""
WEIGHTS = ("Bold", "Light", "Regular")
ADDRESSES = ("SITE_URL", "REPOSITORY")
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Ctrl-C, a request to end, a closed terminal."""


def dates() -> str:
    """Say why a page cannot say when it was written: nothing, where git knows."""
    if not shutil.which("git"):
        return "git is not installed"
    tracked = ["git", "ls-files", "--error-unmatch", "mkdocs.yml"]
    if subprocess.run(tracked, cwd=current().root, capture_output=True, check=False).returncode:
        return "this folder is not a clone"
    shallow = ["git", "rev-parse", "--is-shallow-repository"]
    said = subprocess.run(shallow, cwd=current().root, capture_output=True, encoding="utf-8", check=True).stdout
    return "the clone is shallow (git fetch --unshallow)" if said.strip() == "true" else ""


def cards() -> str:
    """Say why no social card can be drawn: nothing, where Cairo and the font are there. Puts the font in its place."""
    try:
        import cairosvg  # noqa: F401 (it loads the library)
    except (ImportError, OSError) as error:
        return f"Cairo is not there ({str(error).partition(chr(10))[0]})"
    folder = current().root / FONTS
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        with as_file(files("font_roboto") / "files" / f"Roboto-{weight}.ttf") as font:
            shutil.copyfile(font, folder / f"{weight}.ttf")
    return ""


def unfit(address: str) -> str:
    """Say why this is not the address of a site or a repository; nothing, where it is one or there is none."""
    parts = urlsplit(address)
    if not address or (parts.scheme in ("http", "https") and parts.hostname and "//" not in parts.path):
        return ""
    return f"is {address!r}: write a whole address, such as https://example.org/python-deepcuts/"


def main(*, draft: bool = False) -> int:
    """Build and publish where nobody looks, then let the new site take the place of the old one.

    Two builds at once would share the caches of plugins and `site/`: the second waits.
    """
    try:
        with stoppable():
            return at_once(draft)
    except KeyboardInterrupt:
        print("the build was stopped: site/ is as it was", file=sys.stderr)
        return 1


def at_once(draft: bool) -> int:
    """Build if everything is in order, one build at a time."""
    try:
        pages.contain()
    except SnippetError as error:
        print(error, file=sys.stderr)
        return 1
    for name in ADDRESSES:
        if why := unfit(os.environ.get(name, "")):
            print(f"{name} {why}", file=sys.stderr)
            return 1
    workshop = current().workshop
    workshop.mkdir(exist_ok=True)
    lock = FileLock(workshop / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print("another build runs in this clone: waiting until it has ended", flush=True)
        lock.acquire()
    try:
        for left in workshop.glob("build-*"):  # by a build that was killed: whoever builds holds the lock
            shutil.rmtree(left, ignore_errors=True)  # where its child still writes, the next build does
        with tempfile.TemporaryDirectory(dir=workshop, prefix="build-") as scratch:
            built = Path(scratch) / "site"
            if failed := build(built, draft=draft):
                return failed
            replace(built, Path(scratch) / "old")
    finally:
        lock.release()
    return 0


def build(site: Path, draft: bool) -> int:
    """Build into this folder, strictly; then publish."""
    env = dict(os.environ)
    for switch, what, missing in [] if draft else [("DATES", "dates", dates), ("CARDS", "social cards", cards)]:
        if why := missing():
            print(f"no {what}: {why}")
        else:
            env[switch] = "true"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "-q", "--site-dir", str(site)]
    if failed := subprocess.run(command, cwd=current().root, env=env, check=False).returncode:
        return failed
    if not draft:
        minify_site(site)
    return publish.main(site, draft=draft)


def replace(built: Path, old: Path) -> None:
    """Move `site/` away and the new one into its place; where that fails, the old one comes back."""
    site = current().site
    if not site.exists():
        built.rename(site)
        return
    site.rename(old)
    try:
        built.rename(site)
    except BaseException:
        old.rename(site)
        raise


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """End by `KeyboardInterrupt` at each of the signals."""
    before = {each: signal.signal(each, stop) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def stop(*_: object) -> None:
    """End as Ctrl-C does; a second signal does not disturb what the first has begun to clean up."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
