import importlib

import __main__

who = "tool.py"
importlib.reload(__main__)
print("who:", who)
