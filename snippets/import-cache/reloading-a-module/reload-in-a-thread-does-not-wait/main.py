import importlib
import threading

import demo_module
import gate

gate.entered.clear()
gate.leave.clear()
thread = threading.Thread(
    target=importlib.reload, args=[demo_module]
)
thread.start()
gate.entered.wait()

importlib.reload(demo_module)
print("reload:", demo_module.state)
#> reload: half way
import demo_module

print("import:", demo_module.state)
#> import: half way

gate.leave.set()
thread.join()
print("in the end:", demo_module.state)
#> in the end: finished
