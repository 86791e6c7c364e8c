import sys

lazy import math

print("cached:", "math" in sys.modules)
#> cached: False
print("waiting:", "math" in sys.lazy_modules)
#> waiting: True

print(math.sqrt(16))
#> 4.0

print("cached:", "math" in sys.modules)
#> cached: True
print("waiting:", "math" in sys.lazy_modules)
#> waiting: False

# /// script
# requires-python = ">=3.15"
# ///
