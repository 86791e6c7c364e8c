"""Which browser the tests use, and how it is started."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def executable() -> str | None:
    """The system's Chromium; None means Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def flags() -> list[str]:
    """As root there is no sandbox to be had."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if root else []


def main() -> int:
    """Say which browser it is, or how to get one."""
    with sync_playwright() as playwright:
        path = executable() or playwright.chromium.executable_path
    if Path(path).exists():
        print(path)
        return 0
    print(f"Chromium was not found: install it, or run `{sys.executable} -m playwright install chromium`")
    return 1


if __name__ == "__main__":
    sys.exit(main())
