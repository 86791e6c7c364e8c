import sys
import importlib
import math

print("math in cache:", "math" in sys.modules)
#> math in cache: True
print("Module object:", sys.modules["math"] is math)
#> Module object: True
print(id(math) == id(sys.modules["math"]))
#> True

# Example with custom module
# Create demo_module.py with:
# print("Module executing")
import demo_module
#> Module executing
import demo_module

importlib.reload(demo_module)
#> Module executing

from demo_module import some_function

importlib.reload(demo_module)
# some_function still refers to old version

# sys.modules manipulation
sys.modules["fake_module"] = "Hello"
import fake_module

print(fake_module)

#! Traceback (most recent call last):
#!   File "main.py", line 17, in <module>
#!     from demo_module import some_function
#! ImportError: cannot import name 'some_function' from 'demo_module' (demo_module.py)
#= exit status 1
