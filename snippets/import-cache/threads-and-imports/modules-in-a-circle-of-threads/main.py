import importlib
import threading

threads = [
    threading.Thread(target=importlib.import_module, args=[name])
    for name in ("customers", "orders")
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

import customers
import orders

print("got a finished module:")
#> got a finished module:
print(sorted([customers.got_finished, orders.got_finished]))
#> [False, True]
