import sys

import pkg.mod
#> Executing pkg.mod

old = pkg.mod
del sys.modules["pkg.mod"]

from pkg import mod

print("from pkg import mod: the old one?", mod is old)
#> from pkg import mod: the old one? True

import pkg.mod
#> Executing pkg.mod

print("import pkg.mod: the old one?", pkg.mod is old)
#> import pkg.mod: the old one? False
