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

    descriptor, _, main = os.environ.pop("DEEPCUTS_REPORT", "").partition(":")
    if not descriptor:
        return  # an interpreter that the snippet itself started, or one started by hand
    channel, process = int(descriptor), os.getpid()
    os.set_inheritable(channel, False)
    lock, frame_of, send, is_finalizing = RLock(), sys._getframe, os.write, sys.is_finalizing

    def record(kind, line, data):
        message = b"%s %d %d\n%s" % (kind, line, len(data), data)
        with lock:
            while message:
                message = message[send(channel, message) :]

    class Reporting(BufferedWriter):
        kind = b"out"

        def write(self, data):
            frame = frame_of()
            while frame and frame.f_code.co_filename != main:
                frame = frame.f_back
            record(self.kind, frame.f_lineno if frame and main else 0, bytes(data))
            return len(data)

        def flush(self):
            if is_finalizing():  # os._exit() and a crash never come here
                record(b"end", process, b"")

    class ReportingErrors(Reporting):
        kind = b"err"

    for name, number, kind in (("stdout", 1, Reporting), ("stderr", 2, ReportingErrors)):
        plain = getattr(sys, name)
        kind.__name__ = kind.__qualname__ = "BufferedWriter"
        kind.__module__ = "_io"
        raw = FileIO(number, "wb", closefd=False)
        raw.name = f"<{name}>"
        stream = TextIOWrapper(kind(raw), plain.encoding, plain.errors, "\n", plain.line_buffering)
        stream._CHUNK_SIZE = 1  # hand every write on at once, so that stdout and stderr keep their order
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    record(b"start", process, b"")


report()
raise ImportError(name="sitecustomize")
