import sys

sys.modules["requests"] = None
import requests

#! Traceback (most recent call last):
#!   File "main.py", line 4, in <module>
#!     import requests
#! ModuleNotFoundError: import of requests halted; None in sys.modules
#= exit status 1
