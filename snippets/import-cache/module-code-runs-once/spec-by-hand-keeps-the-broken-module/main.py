import sys
from importlib.util import module_from_spec, spec_from_file_location


def load(name, path):
    spec = spec_from_file_location(name, path)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


try:
    load("half_done", "half_done.py")
except RuntimeError as error:
    print("RuntimeError:", error)
    #> RuntimeError: no second

import half_done

print("first:", hasattr(half_done, "first"))
#> first: True
print("second:", hasattr(half_done, "second"))
#> second: False
