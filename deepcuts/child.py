"""Runs inside the fresh interpreter, as the `sitecustomize` of the bare environment: reports what is printed, where.

The interpreter behaves as in a plain `python main.py`: no module, no frame, no variable of ours stays, and
the ImportError at the end is the one that `site` swallows (https://docs.python.org/3/library/site.html#module-sitecustomize),
so that this module too is gone from `sys.modules`. Must run on every supported Python and import nothing new.
"""


def report() -> None:
    import os
    import sys
    from _io import BufferedWriter, FileIO, TextIOWrapper
    from _thread import RLock

    limit, _, rest = os.environ.pop("DEEPCUTS_REPORT", "").partition("\n")
    path, _, main = rest.partition("\n")
    if not path:
        return  # an interpreter that the snippet itself started, or one started by hand
    # high up: the first file that the program opens has the number that it would have
    file = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
    channel, process = os.dup2(file, 255, inheritable=False), os.getpid()
    os.close(file)
    lock, frame_of, send, is_finalizing = RLock(), sys._getframe, os.write, sys.is_finalizing
    status, getpid, room = os.fstat, os.getpid, int(limit)

    pending = []

    def record(kind, line, data):
        pending.append(b"%s %d %d\n%s" % (kind, line, len(data), data))
        if len(pending) > 100 or len(data) > 5000:  # else it is handed over at the end
            deliver()

    def deliver():
        nonlocal room
        # a daemon thread may have been stopped for good while it held the lock
        taken = not is_finalizing() and lock.acquire()
        try:
            count = len(pending)
            message = b"".join(pending[:count])
            del pending[:count]
            while message and room >= 0:  # beyond it our parent is about to end us
                sent = send(channel, message)
                message, room = message[sent:], room - sent
        finally:
            if taken:
                lock.release()

    class Reporting(BufferedWriter):
        kind = b"out"

        def write(self, data):
            data = memoryview(data).tobytes()
            try:
                there = status(self.fileno())[1:3] == self.place
            except OSError:
                there = False
            if not there:  # os.dup2() or os.close(): it goes where it goes in a plain run
                return super().write(data)
            frame = frame_of()
            while frame and frame.f_code.co_filename != main:
                frame = frame.f_back
            record(self.kind, frame.f_lineno if frame and main else 0, data)
            return len(data)

        def flush(self):
            try:
                super().flush()
            finally:
                if is_finalizing():  # os._exit() and a crash never come here
                    record(b"end", getpid(), b"")  # a forked child says so of itself
                deliver()

    class ReportingErrors(Reporting):
        kind = b"err"

    for name, number, kind in (("stdout", 1, Reporting), ("stderr", 2, ReportingErrors)):
        plain = getattr(sys, name)
        kind.__name__ = kind.__qualname__ = "BufferedWriter"
        kind.__module__ = "_io"
        raw = FileIO(number, "wb", closefd=False)
        raw.name = f"<{name}>"
        kind.place = status(number)[1:3]
        encoding = "utf-8" if os.name == "nt" else plain.encoding  # of a pipe there: the code page
        stream = TextIOWrapper(kind(raw), encoding, plain.errors, "\n", plain.line_buffering)
        stream._CHUNK_SIZE = 1  # hand every write on at once, so that stdout and stderr keep their order
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    if hasattr(os, "register_at_fork"):  # not on Windows
        os.register_at_fork(before=deliver)
    record(b"start", process, b"")
    deliver()


report()
raise ImportError(name="sitecustomize")
