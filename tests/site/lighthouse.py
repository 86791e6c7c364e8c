"""Measures the built site with Lighthouse: `python -m tests.site.lighthouse [--site PATH] [--runs 5]`.

Landing page, the longest chapter and the notebook, as a phone and as a desktop. Lighthouse comes by npm and is not
a part of the project: where npm is absent, that is said and nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site import chromium
from tests.site.links import chapters, file_of
from tests.site.server import Site, serve

KINDS = ("performance", "accessibility", "best-practices", "seo")
WANTED = {"mobile": (95, 100, 100, 100), "desktop": (100, 100, 100, 100)}
ROOT = Path(__file__).parent.parent.parent
VERSION = json.loads((ROOT / "requirements/package.json").read_text(encoding="utf-8"))["dependencies"]["lighthouse"]


def command() -> list[str] | None:
    """An installed Lighthouse, or the one that npm fetches."""
    if installed := shutil.which("lighthouse"):
        return [installed]
    npx = shutil.which("npx")
    return [npx, "--yes", f"lighthouse@{VERSION}"] if npx else None


def chosen(folder: Path) -> list[str]:
    """The landing page, the longest chapter, and a page that holds a notebook."""
    long = sorted(chapters(folder), key=lambda page: -file_of(folder, page).stat().st_size)
    notebook = next(page for page in long if "notebook-python" in file_of(folder, page).read_text(encoding="utf-8"))
    return ["", next(page for page in long if page != notebook), notebook]


def measure(lighthouse: list[str], url: str, device: str) -> tuple[list[int], list[str]]:
    """The four scores of one run, in percent, and the audits that are not perfect (performance's metrics aside)."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.json")
        options = [f"--chrome-flags=--headless=new {' '.join(chromium.flags())}", "--output=json", "--quiet"]
        options += [f"--output-path={report}", f"--only-categories={','.join(KINDS)}"]
        options += ["--preset=desktop"] * (device == "desktop")
        env = os.environ | ({"CHROME_PATH": path} if (path := chromium.executable()) else {})
        subprocess.run([*lighthouse, url, *options], env=env, check=True, timeout=300)
        result = json.loads(report.read_text(encoding="utf-8"))
    scores = [round(result["categories"][kind]["score"] * 100) for kind in KINDS]
    named = [ref["id"] for kind in KINDS[1:] for ref in result["categories"][kind]["auditRefs"] if ref["weight"]]
    return scores, [name for name in named if result["audits"][name]["score"] not in (None, 1)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if not (lighthouse := command()):
        print("Lighthouse was not run: npm is not installed")
        return 0
    site = Site.of(options.site.absolute(), caching="max-age=600")
    server = serve(site)
    wrong = 0
    print(f"median of {options.runs} (all runs of performance); " + " / ".join(KINDS))
    for page in chosen(site.folder):
        for device, wanted in WANTED.items():
            runs = [measure(lighthouse, site.url(page), device) for _ in range(options.runs)]
            median = [round(statistics.median(scores)) for scores in zip(*(run[0] for run in runs), strict=True)]
            short = any(got < least for got, least in zip(median, wanted, strict=True))
            wrong += short
            failed = sorted({name for run in runs for name in run[1]})
            load = " ".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
            print(f"{page or '/'} {device}: {' / '.join(map(str, median))}", sorted(run[0][0] for run in runs), end=" ")
            print(f"load {load}", "TOO LOW" if short else "", *failed, flush=True)
    server.shutdown()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
