"""Firefox by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which it speaks itself: no driver is installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.site.engines.tab import ended

PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.events.testing.asyncClipboard": True,  # a page that reads the clipboard asks nobody
    "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
HEARD = ["log.entryAdded"]
TIMEOUT = 90
"""Seconds for an answer: a page waits for Python within one."""


def found() -> str | None:
    """The executable of Firefox, Debian's or another; None where there is none."""
    return next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), None)


@contextmanager
def start(executable: str) -> Iterator[Firefox]:
    """Start a Firefox with a profile of its own, and end it."""
    with ExitStack() as stack:
        # a browser that ends still writes into its profile
        folder = tempfile.TemporaryDirectory(prefix="deepcuts-firefox-", ignore_cleanup_errors=True)
        profile = Path(stack.enter_context(folder))
        preferences = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("".join(preferences), encoding="utf-8")
        command = [executable, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
        with (profile / "stderr").open("wb") as stderr:
            process = stack.enter_context(ended(command, stderr=stderr))
        address = f"{listens(process, profile / 'stderr')}/session"
        yield Firefox(stack.enter_context(connect(address, max_size=None, proxy=None)))


def listens(process: subprocess.Popen[bytes], stderr: Path) -> str:
    """Wait until a Firefox says where it listens."""
    for _ in range(600):
        if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", stderr.read_text(errors="replace")):
            return match[1]
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
            break
    raise RuntimeError(f"Firefox did not start: {stderr.read_text(errors='replace')}")


class Firefox:
    """A Firefox that listens."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.number, self.heard = 0, list[str]()
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=HEARD)
        self.context = self._send("browsingContext.getTree")["contexts"][0]["context"]
        self.resize(1280, 900)

    def _send(self, method: str, **params: object) -> Any:
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(timeout=TIMEOUT))
            if answer.get("type") == "event":
                entry = answer["params"]
                if entry["level"] in ("warn", "error"):
                    self.heard.append(f"{entry['level']}: {entry['text']}")
            elif answer["id"] == self.number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
                return answer["result"]

    def goto(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def call(self, function: str, arguments: Sequence[object]) -> str:
        caller = f"async (text) => JSON.stringify((await ({function})(...JSON.parse(text))) ?? null)"
        answer = self._send(
            "script.callFunction",
            functionDeclaration=caller,
            awaitPromise=True,
            target={"context": self.context},
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
        )
        if answer["type"] == "exception":
            raise RuntimeError(f"{function}: {answer['exceptionDetails']['text']}")
        return str(answer["result"]["value"])

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self._send("input.performActions", context=self.context, actions=actions)

    def resize(self, width: int, height: int) -> None:
        self._send("browsingContext.setViewport", context=self.context, viewport={"width": width, "height": height})

    def fresh(self) -> None:
        """Open another window with storage of its own, and close the last one: one is always open."""
        before = self.context
        user = self._send("browser.createUserContext")["userContext"]
        self.context = self._send("browsingContext.create", type="tab", userContext=user)["context"]
        self._send("browsingContext.close", context=before)
        self.resize(1280, 900)
        self.said()

    def said(self) -> list[str]:
        self.call("() => new Promise(resolve => setTimeout(resolve, 50))", [])  # what comes a moment later
        said, self.heard = self.heard, []
        return said
