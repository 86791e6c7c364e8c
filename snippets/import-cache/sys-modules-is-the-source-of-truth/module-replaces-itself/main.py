import importlib
import sys

import settings

print(type(settings).__name__, settings.debug)
#> Settings True
print(settings is sys.modules["settings"])
#> True

try:
    importlib.reload(settings)
except TypeError as error:
    print("TypeError:", error)
    #> TypeError: reload() argument must be a module
