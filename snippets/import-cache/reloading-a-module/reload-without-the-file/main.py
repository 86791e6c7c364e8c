import importlib
from pathlib import Path

import demo_module

Path("demo_module.py").unlink()
try:
    importlib.reload(demo_module)
except ModuleNotFoundError as error:
    print("ModuleNotFoundError:", error)
    #> ModuleNotFoundError: spec not found for the module 'demo_module'

print(demo_module.value, demo_module.__spec__)
#> 1 None

Path("demo_module.py").write_text("value = 'back again'\n")
importlib.invalidate_caches()
importlib.reload(demo_module)
print(demo_module.value, demo_module.__spec__ is None)
#> back again False
