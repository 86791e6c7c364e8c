"""Scaffolding: ends this demonstration, since a server has no end of its own."""

import os
import signal
from pathlib import Path


def once_started(workers):
    Path(f"started-{os.getpid()}").touch()
    started = [*Path().glob("started-*")]
    for _ in started[workers - 1 :]:
        os.kill(os.getppid(), signal.SIGINT)
