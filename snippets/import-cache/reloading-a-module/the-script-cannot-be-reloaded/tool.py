import importlib

import __main__

try:
    importlib.reload(__main__)
except ImportError as error:
    print(f"{type(error).__name__}: {error}")
