import sys

module = sys.modules["half_done"]
print("while it runs:", hasattr(module, "value"))

value = 1
