import importlib
import threading

outcomes = []


def work(name):
    try:
        importlib.import_module(name)
        outcomes.append("imported")
    except RuntimeError as error:
        outcomes.append(type(error).__name__)


names = ["shop.orders", "stock.items"]
threads = [
    threading.Thread(target=work, args=[name]) for name in names
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(sorted(outcomes))
#> ['imported', 'imported']
