import importlib
import math
import sys
from pathlib import Path

print("math in cache:", "math" in sys.modules)
#> math in cache: True
print("Module object:", sys.modules["math"] is math)
#> Module object: True
print(id(math) == id(sys.modules["math"]))
#> True

import demo_module
#> Module executing
import demo_module

importlib.reload(demo_module)
#> Module executing

from demo_module import some_function

path = Path("demo_module.py")
path.write_text(path.read_text().replace("old", "changed"))
importlib.reload(demo_module)
#> Module executing

print("demo_module.some_function:", demo_module.some_function())
#> demo_module.some_function: the changed code
print("some_function:", some_function())
#> some_function: the old code

sys.modules["fake_module"] = "Hello"
import fake_module

print(fake_module)
#> Hello
