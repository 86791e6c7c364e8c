"""Runs inside the fresh interpreter before its program: reports what is printed, and by which line of the main file.

deepcuts/run/interpreter.py compiles this file for each Python, and one line of a `.pth` file in the instrumented
environment executes it. No module, no frame, no variable and no open file of ours stays. What a program can see all
the same is not recorded: `update` compares with a run that has nothing of this inside. Must run on every supported
Python and import nothing new.
"""


def report():
    import os
    import sys
    from _io import BufferedWriter, FileIO, TextIOWrapper
    from time import monotonic_ns

    # site decodes a .pth file by it, from 3.15 on
    if sys.modules.pop("encodings.utf_8_sig", None):
        del sys.modules["encodings"].utf_8_sig
        for name in "utf_8_sig", "utf-8-sig":
            sys.modules["encodings"]._cache.pop(name, None)
    for name in sys.path[-1] + "/report.pth", sys.prefix + "/report":  # what brought us here
        try:  # noqa: SIM105 (contextlib is not loaded yet)
            os.unlink(name)
        except OSError:  # Windows: it is open
            pass
    key, _, rest = os.environ.pop("DEEPCUTS_REPORT", "").partition("\n")
    limit, _, rest = rest.partition("\n")
    path, _, main = rest.partition("\n")
    if not path:
        return  # an interpreter that the snippet itself started
    key, room = key.encode(), int(limit)
    frame_of, getpid, is_finalizing, status = sys._getframe, os.getpid, sys.is_finalizing, os.fstat
    open_, send, close = os.open, os.write, os.close
    flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)

    def record(kind, line, data):
        # at once, and in one call: no thread, signal handler or crash comes between, and nothing stays open
        nonlocal room
        room -= len(data)
        if room < 0:  # our parent is about to end us
            kind, data = b"flood", b""
        report = open_(path, flags)
        try:
            send(report, b"%s %s %d %d %d\n%s" % (key, kind, line, monotonic_ns(), len(data), data))
        finally:
            close(report)

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
            record(self.kind, frame.f_lineno if frame else 0, data)
            return len(data)

        def flush(self):
            try:
                super().flush()
            finally:
                if is_finalizing():  # os._exit() and a crash never come here
                    record(b"end", getpid(), b"")  # a forked child says so of itself

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
    record(b"start", getpid(), b"")


report()
