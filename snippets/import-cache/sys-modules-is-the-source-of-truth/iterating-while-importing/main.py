import sys

import lazy_module

try:
    for module in sys.modules.values():
        hasattr(module, "convert")
except RuntimeError as error:
    print("RuntimeError:", error)
    #> RuntimeError: dictionary changed size during iteration

del sys.modules["colorsys"]
for module in list(sys.modules.values()):
    hasattr(module, "convert")
print("a list is safe")
#> a list is safe
