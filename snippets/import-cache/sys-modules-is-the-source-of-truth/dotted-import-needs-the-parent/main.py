import sys
import types

child = types.ModuleType("ghost.child")
child.answer = 42
sys.modules["ghost.child"] = child

from ghost.child import answer

print(answer)
#> 42

import ghost.child

#! Traceback (most recent call last):
#!   File "main.py", line 12, in <module>
#!     import ghost.child
#! ModuleNotFoundError: No module named 'ghost'
#= exit status 1
