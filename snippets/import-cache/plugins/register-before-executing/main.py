import importlib.util
import pickle
import sys


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return sys.modules[name]


invoice = load("ext_invoice", "extensions/invoice.py").Invoice(5)
print(pickle.loads(pickle.dumps(invoice)) == invoice)
#> True
try:
    load("ext_broken", "extensions/broken.py")
except RuntimeError as error:
    print(error)
    #> half way
print("ext_broken" in sys.modules)
#> False
