import sys

before = set(sys.modules)

import math

print(sorted(set(sys.modules) - before))
#> ['_math_integer', 'math', 'math.integer']
