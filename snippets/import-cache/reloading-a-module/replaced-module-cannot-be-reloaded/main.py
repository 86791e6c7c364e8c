import importlib

import fresh
import settings


def reload(module):
    try:
        return importlib.reload(module)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(reload(settings))
#> TypeError: reload() argument must be a module
print(reload(settings.original))
#> ImportError: module settings not in sys.modules

returned = reload(fresh)
print(returned.__name__, returned is fresh)
#> fresh False
