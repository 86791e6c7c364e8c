import importlib
import json.decoder
import sys


def reload(module):
    try:
        importlib.reload(module)
    except ImportError as error:
        return f"{type(error).__name__}: {error}"
    return "reloaded"


old = json
del sys.modules["json"]
print(reload(json))
#> ImportError: module json not in sys.modules
print(reload(json.decoder))
#> ImportError: parent 'json' not in sys.modules

import json

print("new module:", reload(json))
#> new module: reloaded
print("old module:", reload(old))
#> old module: ImportError: module json not in sys.modules
