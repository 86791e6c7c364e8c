import sys

import pkg.mod
#> Executing pkg
#> Executing pkg.mod

del sys.modules["pkg"]

import pkg.mod
#> Executing pkg

print("pkg.mod" in sys.modules)
#> True
print(pkg.mod)

#! Traceback (most recent call last):
#!   File "main.py", line 10, in <module>
#!     print(pkg.mod)
#!           ^^^^^^^
#! AttributeError: module 'pkg' has no attribute 'mod'
#= exit status 1
