import importlib
import sys

original = sys.modules
replacement = dict(original)
sys.modules = replacement

import colorsys

print("new module in the original?", "colorsys" in original)
#> new module in the original? False
print("in the replacement?", "colorsys" in replacement)
#> in the replacement? True

original["greeting"] = "Hello from the original"
replacement["greeting"] = "Hello from the replacement"
import greeting

print(greeting)
#> Hello from the original
print(importlib.import_module("greeting"))
#> Hello from the replacement

del original["greeting"]
import greeting

print(greeting)
#> Hello from the replacement
