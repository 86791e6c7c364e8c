import sys
import threading

log = []


def work():
    try:
        import half_done
    except RuntimeError as error:
        log.append(f"other thread: RuntimeError: {error}")
    else:
        has_second = hasattr(half_done, "second")
        log.append(f"other thread: imported, second: {has_second}")


thread = threading.Thread(target=work)


def start_and_let_it_wait():
    """Return when the thread waits for the lock of half_done."""
    if thread.ident is not None:
        return
    thread.start()
    while True:
        frame = sys._current_frames().get(thread.ident)
        lock = frame and frame.f_locals.get("self")
        if getattr(lock, "name", "") == "half_done":
            return
