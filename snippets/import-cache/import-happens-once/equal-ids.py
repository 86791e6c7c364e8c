import math
import sys

print(id(math) == id(sys.modules["math"]))
#> True
print(math is sys.modules["math"])
#> True
