import threading

shop_runs = threading.Event()
stock_runs = threading.Event()
