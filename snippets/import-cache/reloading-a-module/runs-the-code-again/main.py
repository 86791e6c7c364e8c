import importlib
import sys

import demo_module
#> Module executing

namespace = demo_module.__dict__

returned = importlib.reload(demo_module)
#> Module executing

print("same module:", returned is demo_module)
#> same module: True
print("cached:", returned is sys.modules["demo_module"])
#> cached: True
print("same namespace:", demo_module.__dict__ is namespace)
#> same namespace: True
