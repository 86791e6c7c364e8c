import importlib
import sys

print("Module executing")

if "finished" in globals():
    importlib.reload(sys.modules[__name__])

finished = True
