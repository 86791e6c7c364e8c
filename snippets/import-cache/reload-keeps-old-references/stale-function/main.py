import importlib
from pathlib import Path

import demo_module
from demo_module import some_function

path = Path("demo_module.py")
path.write_text(path.read_text().replace("old", "changed"))
importlib.reload(demo_module)

print(demo_module.some_function())
#> the changed code
print(some_function())
#> the old code
print(some_function is demo_module.some_function)
#> False
