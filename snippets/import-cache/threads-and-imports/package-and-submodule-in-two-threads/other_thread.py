import sys
import threading
import time


def work():
    import shop.prices

    print("other thread: shop.prices imported")


thread = threading.Thread(target=work)


def start_and_let_it_wait():
    """Return when the thread waits for shop, or is done."""
    if thread.ident is not None:
        return
    thread.start()
    while thread.is_alive():
        time.sleep(0.05)
        frame = sys._current_frames().get(thread.ident)
        lock = frame and frame.f_locals.get("self")
        if getattr(lock, "name", "") == "shop":
            return
