import importlib

import garden.roses

print(garden.__name__)
#> garden
print("roses" in globals())
#> False

import garden.roses as flowers

print(flowers.__name__)
#> garden.roses

from garden import roses

print(roses.__name__)
#> garden.roses

print(__import__("garden.roses").__name__)
#> garden
print(importlib.import_module("garden.roses").__name__)
#> garden.roses
