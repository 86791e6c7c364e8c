import colorsys
import importlib
import sys

try:
    for name, module in sys.modules.items():
        if name == "colorsys":
            importlib.reload(module)
except RuntimeError as error:
    print("RuntimeError:", error)
    #> RuntimeError: dictionary keys changed during iteration

for name, module in list(sys.modules.items()):
    if name == "colorsys":
        importlib.reload(module)
print("last key:", list(sys.modules)[-1])
#> last key: colorsys
