import importlib
import math
import math as again


def import_inside():
    import math

    return math


print(again is math)
#> True
print(import_inside() is math)
#> True
print(__import__("math") is math)
#> True
print(importlib.import_module("math") is math)
#> True
