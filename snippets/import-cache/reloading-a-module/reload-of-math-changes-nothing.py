import importlib
import math

math.pi = 3
returned = importlib.reload(math)

print(returned is math)
#> True
print(math.pi)
#> 3
