import sys

print("Executing vanishing")
del sys.modules[__name__]
