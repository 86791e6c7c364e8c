import shop

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop
#!   File "shop/__init__.py", line 1, in <module>
#!     from .core import title
#!   File "shop/core.py", line 1, in <module>
#!     from . import VERSION
#! ImportError: cannot import name 'VERSION' from 'shop' (consider renaming 'shop/__init__.py' if it has the same name as a library you intended to import)
#= exit status 1
