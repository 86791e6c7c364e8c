"""Runs in the browser's Python before the program, and leaves what `python main.py` finds: the twin of child.py.

docs/assets/run/worker.js hands its text to Pyodide when an interpreter boots, and calls `prepare` when it runs a
program: what needs no program is done before somebody waits. Nothing imports this file.
"""
# mypy: ignore-errors


def prepared():
    import os
    import sys
    from _io import BufferedWriter, FileIO, TextIOWrapper

    # sys.modules before the first line of CPython 3.14's `python main.py`; Pyodide starts with about 190 names.
    native = """__main__ _abc _codecs _collections_abc _frozen_importlib _frozen_importlib_external _imp _io _signal
    _sitebuiltins _stat _thread _warnings _weakref abc builtins codecs encodings encodings.aliases encodings.utf_8
    errno genericpath marshal os os.path posix posixpath site stat sys time zipimport"""
    bridge = {"js", "pyodide_js", "pyodide", "_pyodide", "_pyodide_core"}
    frame_of, send, path = sys._getframe, os.write, None

    class Reporting(BufferedWriter):
        def write(self, data):
            data = memoryview(data).tobytes()
            frame = frame_of()
            while frame and frame.f_code.co_filename != path:
                frame = frame.f_back
            # worker.js takes the line of the program off again
            send(self.fileno(), b"\0%d\n%s" % (frame.f_lineno if frame else 0, data))
            return len(data)

    Reporting.__name__ = Reporting.__qualname__ = "BufferedWriter"
    Reporting.__module__ = "_io"
    for name, number, errors in (("stdout", 1, "strict"), ("stderr", 2, "backslashreplace")):
        raw = FileIO(number, "wb", closefd=False)
        raw.name = f"<{name}>"
        stream = TextIOWrapper(Reporting(raw), "utf-8", errors, "\n", name == "stderr")
        stream._CHUNK_SIZE = 1  # hand every write on at once, so that stdout and stderr keep their order
        stream.mode = "w"
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.path[:] = [entry for entry in sys.path if entry]
    sys.dont_write_bytecode = False

    # Nothing of Pyodide stays: its way to JavaScript would be the program's, and nobody could trust what a run says.
    def of_bridge(name):
        return str(name).partition(".")[0] in bridge

    sys.modules["asyncio"]._set_running_loop(None)  # Pyodide's; the program's own asyncio makes its own
    sys.meta_path[:] = [
        finder
        for finder in sys.meta_path
        if not of_bridge((finder if isinstance(finder, type) else type(finder)).__module__)
    ]
    with sys.modules["zipfile"].ZipFile(sys.path[0], "a") as library:
        library.filelist[:] = [file for file in library.filelist if file.filename.partition("/")[0] not in bridge]
        library._didModify = True
    gc = sys.modules["gc"]
    for name in {*sys.modules} - {*native.split()}:
        del sys.modules[name]
    sys.builtin_module_names = tuple(name for name in sys.builtin_module_names if not of_bridge(name))
    for importer in sys.path_importer_cache.values():
        if importer:
            importer.invalidate_caches()
    for found in gc.get_objects():
        if type(found) is dict and of_bridge(found.get("__name__")):
            found.clear()  # the names of a module, also those that CPython keeps for the next import of it
        elif of_bridge(type(found).__module__) and hasattr(found, "__dict__") and not isinstance(found, type):
            vars(found).clear()
    gc.collect()

    def prepare(main):
        nonlocal path
        path = os.path.abspath(main)
        sys.argv, sys.orig_argv = [main], [sys.executable, main]
        sys.path_importer_cache.clear()

    vars(sys.modules["__main__"]).pop("_pyodide_core", None)
    return prepare


prepare = prepared()
del prepared
__doc__ = None
