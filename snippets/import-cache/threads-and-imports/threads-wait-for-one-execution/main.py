import threading

import journal

values = []


def work():
    import slow_module

    values.append(slow_module.value)


threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print(journal.lines)
#> ['Executing slow_module']
print(values)
#> [42, 42, 42, 42, 42, 42, 42, 42]
