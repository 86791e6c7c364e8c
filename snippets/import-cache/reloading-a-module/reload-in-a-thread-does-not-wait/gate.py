import threading

entered = threading.Event()
leave = threading.Event()
leave.set()
