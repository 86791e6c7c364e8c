import importlib.util
import sys

spec = importlib.util.find_spec("heavy")
loader = importlib.util.LazyLoader(spec.loader)
spec.loader = loader
module = importlib.util.module_from_spec(spec)
sys.modules["heavy"] = module
loader.exec_module(module)

print("cached:", "heavy" in sys.modules)
#> cached: True

import heavy
#> Executing heavy

print("type:", type(heavy).__name__)
#> type: module
