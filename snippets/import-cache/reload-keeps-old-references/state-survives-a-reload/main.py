import importlib

import demo_module

demo_module.visits.append("monday")
demo_module.cache["user"] = "Ada"
importlib.reload(demo_module)

print("visits:", demo_module.visits)
#> visits: []
print("cache:", demo_module.cache)
#> cache: {'user': 'Ada'}
