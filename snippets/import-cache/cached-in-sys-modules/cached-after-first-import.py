import sys

print("math" in sys.modules)
#> False

import math

print("math" in sys.modules)
#> True
print(sys.modules["math"] is math)
#> True
