import sys

sys.modules["json"] = None
try:
    import json
except ModuleNotFoundError as error:
    print(error)
    #> import of json halted; None in sys.modules

import json

#! Traceback (most recent call last):
#!   File "main.py", line 9, in <module>
#!     import json
#! ModuleNotFoundError: Standard library module 'json' was not found
#= exit status 1
