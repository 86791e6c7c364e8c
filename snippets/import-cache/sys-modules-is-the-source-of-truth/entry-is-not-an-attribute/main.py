import sys
import types

sys.modules["ghost"] = types.ModuleType("ghost")
sys.modules["ghost.child"] = types.ModuleType("ghost.child")

import ghost.child as child

print(child.__name__)
#> ghost.child

import ghost.child

print(ghost.child)

#! Traceback (most recent call last):
#!   File "main.py", line 13, in <module>
#!     print(ghost.child)
#!           ^^^^^^^^^^^
#! AttributeError: module 'ghost' has no attribute 'child'
#= exit status 1
