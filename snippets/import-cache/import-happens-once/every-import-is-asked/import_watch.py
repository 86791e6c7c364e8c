import builtins
import sys

real_import = builtins.__import__


def watched_import(name, *args):
    if name == "demo_module":
        print("asked, cached:", name in sys.modules)
    return real_import(name, *args)


builtins.__import__ = watched_import
