"""Scaffolding: saves a change as your editor would, and ends the server once it has it."""

import os
import signal
import threading
from pathlib import Path

asgi = Path("asgi.py")


def save():
    print("(you save version 2)", flush=True)
    asgi.write_text(asgi.read_text().replace("= 1", "= 2"))
    os.utime(asgi, (2_000_000_000, 2_000_000_000))


def now(version):
    if version == 1:
        threading.Timer(1, save).start()
    else:
        os.kill(os.getppid(), signal.SIGINT)
