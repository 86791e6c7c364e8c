import sys

sys.modules["json"] = None

import json

#! Traceback (most recent call last):
#!   File "main.py", line 5, in <module>
#!     import json
#! ModuleNotFoundError: Standard library module 'json' was not found
#= exit status 1
