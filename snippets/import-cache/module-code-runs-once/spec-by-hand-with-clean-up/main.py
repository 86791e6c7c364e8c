import sys
from importlib.util import module_from_spec, spec_from_file_location


def load(name, path):
    spec = spec_from_file_location(name, path)
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return sys.modules[name]


try:
    load("half_done", "half_done.py")
except RuntimeError as error:
    print("RuntimeError:", error)
    #> RuntimeError: no second

print("in sys.modules:", "half_done" in sys.modules)
#> in sys.modules: False
