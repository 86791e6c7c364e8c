import atexit
import sys


def try_to_import(where):
    try:
        import sys
    except ImportError as error:
        print(where, error)
        #> in __del__: sys.meta_path is None, Python is likely shutting down
    else:
        print(where, "import sys works")
        #> in atexit: import sys works


class Resource:
    def __del__(self):
        print("in __del__, keys:", len(sys.modules))
        #> in __del__, keys: 0
        try_to_import("in __del__:")


resource = Resource()
atexit.register(try_to_import, "in atexit:")

#= printed in this order: 2-3, 1
