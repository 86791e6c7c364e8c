import importlib

import demo_module
#> Executing module
import demo_module as alias
import other_module
from demo_module import answer
from demo_module import *

importlib.import_module("demo_module")
__import__("demo_module")
exec("import demo_module")

print("one module object:", alias is other_module.demo_module)
#> one module object: True
