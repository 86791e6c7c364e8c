import importlib

import plugin
import registry

importlib.reload(plugin)
importlib.reload(plugin)
print([function.__name__ for function in registry.handlers])
#> ['on_save', 'on_save', 'on_save']

importlib.reload(registry)
print(registry.handlers)
#> []
