import dataclasses
import importlib.util
import sys


def fields(register):
    name, path = "invoice", "extensions/invoice.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    if register:
        sys.modules[name] = module
    spec.loader.exec_module(module)
    found = dataclasses.fields(module.Invoice)
    return [field.name for field in found]


try:
    print("not registered:", fields(register=False))
    #> not registered: ['total', 'rate']
except AttributeError as error:
    print("AttributeError:", error)
print("registered:", fields(register=True))
#> registered: ['total']
