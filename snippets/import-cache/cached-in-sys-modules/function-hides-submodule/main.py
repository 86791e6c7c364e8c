import importlib
import sys

import garden.roses

try:
    print(garden.roses.colour)
except AttributeError as error:
    print(error)
    #> 'function' object has no attribute 'colour'

print(sys.modules["garden.roses"].colour)
#> red
print(importlib.import_module("garden.roses").colour)
#> red
