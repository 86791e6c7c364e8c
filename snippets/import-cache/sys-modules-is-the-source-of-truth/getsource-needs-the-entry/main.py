import importlib.util
import inspect
import sys

spec = importlib.util.spec_from_file_location("plugin", "plugin.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)

print(inspect.getsource(module.start).splitlines()[0])
#> def start():
try:
    inspect.getsource(module.Plugin)
except TypeError as error:
    print("TypeError:", error)
    #> TypeError: <class 'plugin.Plugin'> is a built-in class

sys.modules["plugin"] = module
print(inspect.getsource(module.Plugin).splitlines()[0])
#> class Plugin:
