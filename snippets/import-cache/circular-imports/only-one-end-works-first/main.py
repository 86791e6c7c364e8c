import importlib
import sys

for first in ["customers", "orders"]:
    sys.modules.pop("customers", None)
    sys.modules.pop("orders", None)
    try:
        importlib.import_module(first)
        print(first, "first: works")
        #> orders first: works
    except ImportError as error:
        print(first, "first:", type(error).__name__)
        #> customers first: ImportError

#= printed in this order: 2, 1
