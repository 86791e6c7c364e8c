import importlib
import sys
from json import loads
from pprint import pprint


def error_of(argument):
    try:
        importlib.reload(argument)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(error_of("json"))
#> TypeError: reload() argument must be a module
print(error_of(loads))
#> ImportError: module loads not in sys.modules
print(error_of(pprint))
#> ImportError: module pprint not in sys.modules
print("pprint" in sys.modules)
#> True
