import importlib

import demo_module
from demo_module import some_function

importlib.reload(demo_module)  # and nobody edited the file
new = demo_module.some_function
print("same result:", some_function() == new())
#> same result: True
print("same function:", some_function is new)
#> same function: False
