import sys

sys.modules["fake_module"] = "Hello"
from fake_module import upper

print(upper())
#> HELLO

from fake_module import no_such_method

#! Traceback (most recent call last):
#!   File "main.py", line 8, in <module>
#!     from fake_module import no_such_method
#! ImportError: cannot import name 'no_such_method' from '<unknown module name>' (unknown location)
#= exit status 1
