import importlib

import garden.roses

try:
    print(garden.roses.colour)
except AttributeError as error:
    print(error)
    #> 'function' object has no attribute 'colour'

import garden.roses as flowers

print(type(flowers).__name__)
#> function

print(importlib.import_module("garden.roses").colour)
#> red
