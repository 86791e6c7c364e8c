import importlib

import colours
from colours import MISSING

red = colours.Colour.RED
importlib.reload(colours)

print(red, colours.Colour.RED)
#> Colour.RED Colour.RED
print(red == colours.Colour.RED)
#> False
print(MISSING is colours.MISSING)
#> False
