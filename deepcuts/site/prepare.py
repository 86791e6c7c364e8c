"""Runs in the browser's Python before the program, and leaves what `python main.py` finds: the twin of child.py.

docs/assets/run/worker.js hands its text to Pyodide when an interpreter boots, and calls `prepare` when it runs a
program: what needs no program is done before somebody waits. Nothing imports this file.
"""
# mypy: ignore-errors


def prepared():
    import os
    import sys
    from _io import BufferedWriter, FileIO, TextIOWrapper
    from _operator import index

    # sys.modules before the first line of CPython 3.14's `python main.py`; Pyodide starts with about 190 names.
    native = """__main__ _abc _codecs _collections_abc _frozen_importlib _frozen_importlib_external _imp _io _signal
    _sitebuiltins _stat _thread _warnings _weakref abc builtins codecs encodings encodings.aliases encodings.utf_8
    errno genericpath marshal os os.path posix posixpath site stat sys time zipimport"""
    bridge = {"js", "pyodide_js", "pyodide", "_pyodide", "_pyodide_core"}
    # number, name and text of each error on Linux; of two names of a number, the last one is that of errno.errorcode
    linux = """
    1 EPERM Operation not permitted; 2 ENOENT No such file or directory; 3 ESRCH No such process; 4 EINTR Interrupted
    system call; 5 EIO Input/output error; 6 ENXIO No such device or address; 7 E2BIG Argument list too long; 8
    ENOEXEC Exec format error; 9 EBADF Bad file descriptor; 10 ECHILD No child processes; 11 EWOULDBLOCK Resource
    temporarily unavailable; 11 EAGAIN Resource temporarily unavailable; 12 ENOMEM Cannot allocate memory; 13 EACCES
    Permission denied; 14 EFAULT Bad address; 15 ENOTBLK Block device required; 16 EBUSY Device or resource busy; 17
    EEXIST File exists; 18 EXDEV Invalid cross-device link; 19 ENODEV No such device; 20 ENOTDIR Not a directory; 21
    EISDIR Is a directory; 22 EINVAL Invalid argument; 23 ENFILE Too many open files in system; 24 EMFILE Too many
    open files; 25 ENOTTY Inappropriate ioctl for device; 26 ETXTBSY Text file busy; 27 EFBIG File too large; 28
    ENOSPC No space left on device; 29 ESPIPE Illegal seek; 30 EROFS Read-only file system; 31 EMLINK Too many links;
    32 EPIPE Broken pipe; 33 EDOM Numerical argument out of domain; 34 ERANGE Numerical result out of range; 35
    EDEADLK Resource deadlock avoided; 35 EDEADLOCK Resource deadlock avoided; 36 ENAMETOOLONG File name too long; 37
    ENOLCK No locks available; 38 ENOSYS Function not implemented; 39 ENOTEMPTY Directory not empty; 40 ELOOP Too many
    levels of symbolic links; 42 ENOMSG No message of desired type; 43 EIDRM Identifier removed; 44 ECHRNG Channel
    number out of range; 45 EL2NSYNC Level 2 not synchronized; 46 EL3HLT Level 3 halted; 47 EL3RST Level 3 reset; 48
    ELNRNG Link number out of range; 49 EUNATCH Protocol driver not attached; 50 ENOCSI No CSI structure available; 51
    EL2HLT Level 2 halted; 52 EBADE Invalid exchange; 53 EBADR Invalid request descriptor; 54 EXFULL Exchange full; 55
    ENOANO No anode; 56 EBADRQC Invalid request code; 57 EBADSLT Invalid slot; 59 EBFONT Bad font file format; 60
    ENOSTR Device not a stream; 61 ENODATA No data available; 62 ETIME Timer expired; 63 ENOSR Out of streams
    resources; 64 ENONET Machine is not on the network; 65 ENOPKG Package not installed; 66 EREMOTE Object is remote;
    67 ENOLINK Link has been severed; 68 EADV Advertise error; 69 ESRMNT Srmount error; 70 ECOMM Communication error
    on send; 71 EPROTO Protocol error; 72 EMULTIHOP Multihop attempted; 73 EDOTDOT RFS specific error; 74 EBADMSG Bad
    message; 75 EOVERFLOW Value too large for defined data type; 76 ENOTUNIQ Name not unique on network; 77 EBADFD
    File descriptor in bad state; 78 EREMCHG Remote address changed; 79 ELIBACC Can not access a needed shared
    library; 80 ELIBBAD Accessing a corrupted shared library; 81 ELIBSCN .lib section in a.out corrupted; 82 ELIBMAX
    Attempting to link in too many shared libraries; 83 ELIBEXEC Cannot exec a shared library directly; 84 EILSEQ
    Invalid or incomplete multibyte or wide character; 85 ERESTART Interrupted system call should be restarted; 86
    ESTRPIPE Streams pipe error; 87 EUSERS Too many users; 88 ENOTSOCK Socket operation on non-socket; 89 EDESTADDRREQ
    Destination address required; 90 EMSGSIZE Message too long; 91 EPROTOTYPE Protocol wrong type for socket; 92
    ENOPROTOOPT Protocol not available; 93 EPROTONOSUPPORT Protocol not supported; 94 ESOCKTNOSUPPORT Socket type not
    supported; 95 EOPNOTSUPP Operation not supported; 95 ENOTSUP Operation not supported; 96 EPFNOSUPPORT Protocol
    family not supported; 97 EAFNOSUPPORT Address family not supported by protocol; 98 EADDRINUSE Address already in
    use; 99 EADDRNOTAVAIL Cannot assign requested address; 100 ENETDOWN Network is down; 101 ENETUNREACH Network is
    unreachable; 102 ENETRESET Network dropped connection on reset; 103 ECONNABORTED Software caused connection abort;
    104 ECONNRESET Connection reset by peer; 105 ENOBUFS No buffer space available; 106 EISCONN Transport endpoint is
    already connected; 107 ENOTCONN Transport endpoint is not connected; 108 ESHUTDOWN Cannot send after transport
    endpoint shutdown; 109 ETOOMANYREFS Too many references: cannot splice; 110 ETIMEDOUT Connection timed out; 111
    ECONNREFUSED Connection refused; 112 EHOSTDOWN Host is down; 113 EHOSTUNREACH No route to host; 114 EALREADY
    Operation already in progress; 115 EINPROGRESS Operation now in progress; 116 ESTALE Stale file handle; 117
    EUCLEAN Structure needs cleaning; 118 ENOTNAM Not a XENIX named type file; 119 ENAVAIL No XENIX semaphores
    available; 120 EISNAM Is a named type file; 121 EREMOTEIO Remote I/O error; 122 EDQUOT Disk quota exceeded; 123
    ENOMEDIUM No medium found; 124 EMEDIUMTYPE Wrong medium type; 125 ECANCELED Operation canceled; 126 ENOKEY
    Required key not available; 127 EKEYEXPIRED Key has expired; 128 EKEYREVOKED Key has been revoked; 129
    EKEYREJECTED Key was rejected by service; 130 EOWNERDEAD Owner died; 131 ENOTRECOVERABLE State not recoverable;
    132 ERFKILL Operation not possible due to RF-kill; 133 EHWPOISON Memory page has hardware error
    """
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
    sys.excepthook = sys.__excepthook__
    sys.path[:] = [entry for entry in sys.path if entry]
    sys.dont_write_bytecode = False

    # The C library of WebAssembly has numbers and texts of its own. worker.js has marked its texts: an OSError with one
    # of them gets what `known` has for it, so that C may go on with its numbers, and Python sees those of Linux.
    gc, errno, of_name, known, number_of = sys.modules["gc"], sys.modules["errno"], {}, {0: "Success"}, {}
    for error in " ".join(linux.split()).split("; "):
        number, name, text = error.split(" ", 2)
        of_name[name] = int(number), text
        known[int(number)] = text
    for name in [name for name in vars(errno) if name.startswith("E")]:
        code = vars(errno).pop(name)
        if name in of_name:
            number_of[code] = of_name[name][0]
            known[os.strerror(code)] = of_name[name]
    known.pop("Success", None)  # its text for what it does not know
    errno.errorcode.clear()
    for name, (number, _) in of_name.items():
        setattr(errno, name, number)
        errno.errorcode[number] = name
    for found in gc.get_objects():
        if type(found) is dict and any(found.get(code) is FileNotFoundError for code in number_of):
            classes = {number_of[code]: kind for code, kind in found.items()}  # by which OSError(2) finds its class
            found.clear()
            found.update(classes)

    def strerror(code, /):
        return known.get(index(code)) or f"Unknown error {code}"

    strerror.__module__, strerror.__qualname__ = "posix", "strerror"
    os.strerror = sys.modules["posix"].strerror = strerror
    send(2, b"%d %d %d" % (id(OSError), id(str), id(known)))  # to worker.js

    # Nothing of Pyodide stays: its way to JavaScript would be the program's, and nobody could trust what a run says.
    def of_bridge(name):
        return str(name).partition(".")[0] in bridge

    sys.modules["time"].sleep = sys.modules["time"].sleep.__wrapped__
    sys.modules["asyncio"]._set_running_loop(None)  # Pyodide's; the program's own asyncio makes its own
    sys.meta_path[:] = [
        finder
        for finder in sys.meta_path
        if not of_bridge((finder if isinstance(finder, type) else type(finder)).__module__)
    ]
    with sys.modules["zipfile"].ZipFile(sys.path[0], "a") as library:
        library.filelist[:] = [file for file in library.filelist if file.filename.partition("/")[0] not in bridge]
        library._didModify = True
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

    def prepare():
        nonlocal path
        path = os.path.abspath("main.py")
        sys.argv, sys.orig_argv = ["main.py"], [sys.executable, "main.py"]
        sys.path_importer_cache.clear()

    vars(sys.modules["__main__"]).pop("_pyodide_core", None)
    return prepare


prepare = prepared()
del prepared
__doc__ = None
