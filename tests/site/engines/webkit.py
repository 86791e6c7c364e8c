"""WebKit by its own driver: WebKitGTK's MiniBrowser, on a display that nobody sees."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection

from tests.site.engines.tab import ended

NEEDED = ("WebKitWebDriver", "Xvfb")
PLACES = "*/webkit2gtk-4.*/MiniBrowser"
"""Where distributions put it, below the libraries: it is on no PATH."""
CALL = """const done = arguments[arguments.length - 1];
(async () => JSON.stringify({ value: (await (%s)(...JSON.parse(arguments[0]))) ?? null }))()
  .then(done, error => done(JSON.stringify({ error: String(error) })));"""


def found() -> str | None:
    """The executable of the MiniBrowser; None where it, its driver or a display is missing."""
    places = [path for folder in ("/usr/lib", "/usr/libexec", "/usr/lib64") for path in Path(folder).glob(PLACES)]
    return str(max(places)) if places and all(map(shutil.which, NEEDED)) else None


@contextmanager
def start(executable: str) -> Iterator[WebKit]:
    """Start a MiniBrowser, its driver and its display, and end them."""
    with ExitStack() as stack:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        try:
            stack.enter_context(ended(command, pass_fds=[write], stderr=subprocess.DEVNULL))
        finally:
            os.close(write)
        with os.fdopen(read) as numbers:
            display = f":{numbers.readline().strip()}"  # it chooses one that is free
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        env = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11", "no_proxy": "127.0.0.1"}
        stack.enter_context(ended(["WebKitWebDriver", f"--port={port}"], env=env, stderr=subprocess.DEVNULL))
        wait_for(port)
        options = ArgOptions()
        options.set_capability("browserName", "MiniBrowser")
        options.set_capability("webkitgtk:browserOptions", {"binary": executable, "args": ["--automation"]})
        connection = RemoteConnection(client_config=ClientConfig(f"http://127.0.0.1:{port}"))
        yield WebKit(stack.enter_context(webdriver.Remote(connection, options=options)))


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("WebKitWebDriver did not start")


class WebKit:
    """A MiniBrowser and the session of its driver."""

    def __init__(self, driver: webdriver.Remote) -> None:
        self.driver = driver
        driver.set_script_timeout(90)
        self.resize(1280, 900)

    def goto(self, url: str) -> None:
        self.driver.get(url)

    def call(self, function: str, arguments: Sequence[object]) -> str:
        answer = json.loads(self.driver.execute_async_script(CALL % function, json.dumps(arguments)))
        if "error" in answer:
            raise RuntimeError(f"{function}: {answer['error']}")
        return json.dumps(answer["value"])

    def perform(self, actions: list[dict[str, Any]]) -> None:
        self.driver.execute("actions", {"actions": actions})

    def resize(self, width: int, height: int) -> None:
        """Its window is at least 447 pixels wide, has nothing at its sides, and becomes so a moment later."""
        self.driver.set_window_rect(0, 0, width, height)
        for _ in range(100):
            if self.call("() => innerWidth", []) == str(width):
                return
            time.sleep(0.05)
        raise RuntimeError(f"the window did not become {width} pixels wide")

    def fresh(self) -> None:
        """Forget what the page in the window has stored: each server of a test is an origin of its own."""
        self.call("() => { try { localStorage.clear(); sessionStorage.clear(); } catch {} }", [])

    def said(self) -> list[str]:
        """Say nothing: its driver does not tell what the console was told."""
        return []
