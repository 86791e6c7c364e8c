import threading

customers_runs = threading.Event()
orders_runs = threading.Event()
