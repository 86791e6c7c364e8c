"""A plain static server, as a project page gets it: below a sub-path, compressed, with 404.html for what is missing."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import mimetypes
import posixpath
import re
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

COMPRESSED = ("text/", "application/json", "application/xml", "application/wasm", "image/svg+xml")
COUNTED = {".html": "HTML", ".css": "CSS", ".js": "JS", ".mjs": "JS", ".woff2": "font", ".woff": "font", ".ttf": "font"}


@dataclass(frozen=True)
class Sent:
    """One answer: what was asked for, and how many bytes went over the wire for its body."""

    path: str
    status: int
    size: int

    @property
    def counted(self) -> bool:
        """Whether it is HTML, CSS, JavaScript or a font: what a page makes every reader load."""
        return posixpath.splitext(self.path)[1] in COUNTED


@dataclass
class Site:
    """A built site and what the server has sent of it."""

    folder: Path
    base: str
    """The path it is served under, with a slash at both ends."""
    caching: str = "no-cache"
    """Each visit counts as the first; GitHub Pages sends `max-age=600`."""
    planted: dict[str, str] = field(default_factory=dict)
    """What to serve instead of a page or a file, by its path below the base: the tests plant violations in copies."""
    sent: list[Sent] = field(default_factory=list)
    origin: str = ""

    @classmethod
    def of(cls, folder: Path, caching: str = "no-cache") -> Self:
        """A built site, at the path that its 404 page was built for: that page alone cannot use relative links."""
        missing = (folder / "404.html").read_text(encoding="utf-8")
        found = re.search(r'"base": "([^"]*)"', missing)
        path = urlsplit(found[1]).path.strip("/") if found else ""
        return cls(folder, f"/{path or 'python-deepcuts'}/", caching)

    def url(self, page: str) -> str:
        return f"{self.origin}{self.base}{page}"

    def answer(self, target: str) -> tuple[int, str, bytes]:
        """Status, path of the file and its content."""
        path = unquote(urlsplit(target).path)
        if not path.startswith(self.base):
            return 404, path, b"not below the site"
        name = path.removeprefix(self.base)
        if name in self.planted:
            return 200, name if posixpath.splitext(name)[1] else f"{name}index.html", self.planted[name].encode()
        file = self.folder / name / ("index.html" if not name or name.endswith("/") else "")
        if file.is_file() and file.resolve().is_relative_to(self.folder.resolve()):
            return 200, file.name, file.read_bytes()
        missing = self.folder / "404.html"
        return 404, missing.name, missing.read_bytes() if missing.is_file() else b"not found"

    def pieces(self, name: str, content: bytes) -> Iterable[bytes]:
        """What goes over the wire, in the pieces in which it goes."""
        del name
        return [content]

    def rest(self, name: str, asked: str | None, size: int) -> int:
        """From which byte on a file is sent, where a request asks for its rest."""
        del name, asked, size
        return 0


@dataclass
class Host(Site):
    """A static host such as GitHub Pages, which lets browsers keep what they loaded. It has its bad days."""

    missing: str = ""
    """What the path of a request contains that is answered with 404."""
    hanging: str = ""
    """What the path of a request contains that is never answered."""
    asked: list[str] = field(default_factory=list)
    """The paths of all requests."""
    over: threading.Event = field(default_factory=threading.Event)
    slow: str = ""
    """The name of a file that is sent in three pieces, each when `next_piece` is released."""
    next_piece: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    rate: int = 0
    """How many bytes a second go over the line, all answers together; 0: as fast as they can."""
    latency: float = 0
    """Seconds until an answer begins."""
    breaks: dict[str, int] = field(default_factory=dict)
    """Names of files after so many bytes of which the line breaks."""
    stalls: dict[str, int] = field(default_factory=dict)
    """Names of files after so many bytes of which nothing comes any more, until it is `over`."""
    ranges: bool = True
    """Whether the rest of a file can be asked for."""
    has_bad_days: bool = False
    """Whether an answer was broken off, of which browsers tell the console."""
    line: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0
    """When the slow line has sent all that it was given."""

    def answer(self, target: str) -> tuple[int, str, bytes]:
        self.asked.append(target)
        time.sleep(self.latency)
        if self.hanging and self.hanging in target:
            self.over.wait(30)
        return super().answer(f"{target}.missing" if self.missing and self.missing in target else target)

    def pieces(self, name: str, content: bytes) -> Iterator[bytes]:
        if name == self.slow:
            third = len(content) // 3 + 1
            for start in range(0, len(content), third):
                self.next_piece.acquire(timeout=30)
                yield content[start : start + third]
        elif self.rate or name in self.breaks or name in self.stalls:
            yield from self.trickle(name, content)
        else:
            yield content

    def trickle(self, name: str, content: bytes) -> Iterator[bytes]:
        end = min(where.get(name, len(content)) for where in (self.breaks, self.stalls))
        for start in range(0, min(end, len(content)), PACKET):
            packet = content[start : min(start + PACKET, end)]
            if self.rate:
                with self.line:  # by the clock: a busy machine sleeps longer than it is told to
                    self.free = max(self.free, time.monotonic()) + len(packet) / self.rate
                    until = self.free
                time.sleep(max(0, until - time.monotonic()))
            yield packet
        if end < len(content):
            self.has_bad_days = True
            if name in self.stalls:
                self.over.wait(30)
            raise ConnectionAbortedError(f"{name} ends after {end} bytes")

    def rest(self, name: str, asked: str | None, size: int) -> int:
        found = re.fullmatch(r"bytes=(\d+)-", asked or "")
        return int(found[1]) if self.ranges and found and int(found[1]) < size else 0


PACKET = 16_384


@functools.lru_cache(maxsize=256)
def packed(content: bytes) -> bytes:
    """A server keeps what it compressed: megabytes of it take longer than to send them."""
    return gzip.compress(content, 6, mtime=0)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET."""

    protocol_version = "HTTP/1.1"
    site: Site

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the reader has left
            super().handle()

    def do_GET(self) -> None:
        status, name, content = self.site.answer(self.path)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        start = self.site.rest(name, self.headers["Range"], len(content)) if status == 200 else 0
        is_packed = kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "") and not start
        if start:
            status, whole, content = 206, len(content), content[start:]
        self.send_response(status)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if is_packed:
            content = packed(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", self.site.caching if status < 300 else "no-cache")
        self.end_headers()
        self.site.sent.append(Sent(name, status, len(content)))
        for piece in self.site.pieces(name, content):
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """The list of what was sent is the log."""


def serve(site: Site) -> http.server.ThreadingHTTPServer:
    """Begin to serve on a free port; the caller shuts it down."""
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.origin = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@contextlib.contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """A built site at an origin that no test has been to."""
    host = Host.of(folder, caching="max-age=600")
    server = serve(host)
    yield host
    host.over.set()
    server.shutdown()
    server.server_close()
