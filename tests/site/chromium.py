"""Which browser the tests use, and how it is started."""

from __future__ import annotations

import os
import shutil


def executable() -> str | None:
    """The system's Chromium; None means Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def flags() -> list[str]:
    """As root there is no sandbox to be had."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if root else []
