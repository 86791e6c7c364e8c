"""What a process writes: the ends of its streams, and how they are read."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import threading
from collections.abc import Iterator

COLUMNS, ROWS = 80, 24


@contextlib.contextmanager
def opened(streams: str) -> Iterator[tuple[dict[str, int], dict[str, int]]]:
    """Open what the two streams lead to: the ends that we read and those that the process writes to."""
    names = ("out",) if streams == "terminal" and os.name != "nt" else ("out", "err")
    pairs = {name: _terminal() if streams != "pipes" and os.name != "nt" else os.pipe() for name in names}
    readers = {name: pair[0] for name, pair in pairs.items()}
    try:
        yield readers, {name: pairs.get(name, pairs["out"])[1] for name in ("out", "err")}
    finally:
        for reader in readers.values():
            os.close(reader)


def _terminal() -> tuple[int, int]:
    """Return a terminal of 80 columns that passes on what is written as it is; nobody controls a process by it."""
    import pty
    import termios

    reader, writer = pty.openpty()
    attributes = termios.tcgetattr(writer)
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(writer, termios.TCSANOW, attributes)
    termios.tcsetwinsize(writer, (ROWS, COLUMNS))
    return reader, writer


class _Polled:
    """What a process writes, read by one thread."""

    def __init__(self, readers: dict[str, int]) -> None:
        self._names = {reader: name for name, reader in readers.items()}
        self._poll = select.poll()
        for reader in self._names:
            self._poll.register(reader, select.POLLIN)

    def __enter__(self) -> _Polled:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def open(self) -> bool:
        return bool(self._names)

    def wait(self, timeout: float) -> list[tuple[str, bytes]]:
        """Return what is there within `timeout` seconds: (stream, data), without data where the stream has ended."""
        pieces = []
        for reader, _ in self._poll.poll(timeout * 1000):
            pieces.append((self._names[reader], data := _read(reader)))
            if not data:
                self._poll.unregister(reader)
                del self._names[reader]
        return pieces


class _Threaded:
    """The same with a thread a stream: Windows cannot poll them."""

    def __init__(self, readers: dict[str, int]) -> None:
        self._pieces: queue.Queue[tuple[str, bytes]] = queue.Queue(maxsize=16)  # a flood waits in the pipe
        self._left = False
        self.open = len(readers)
        for name, reader in readers.items():
            # a daemon: where a process that was left behind holds the pipe, nothing ever ends this
            threading.Thread(target=self._read, args=(name, os.dup(reader)), daemon=True).start()

    def __enter__(self) -> _Threaded:
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        while self.wait(0):  # makes room for a reader that waits for it
            pass

    def _read(self, name: str, reader: int) -> None:
        data = b"first"
        while data and not self._left:
            data = _read(reader)
            self._pieces.put((name, data))
        os.close(reader)

    def wait(self, timeout: float) -> list[tuple[str, bytes]]:
        try:
            piece = self._pieces.get(timeout=timeout) if timeout else self._pieces.get_nowait()
        except queue.Empty:
            return []
        self.open -= not piece[1]
        return [piece]


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 1 << 16)
    except OSError:  # EIO: nobody writes to this terminal any more
        return b""


Reader: type[_Polled] | type[_Threaded] = _Threaded if os.name == "nt" else _Polled
