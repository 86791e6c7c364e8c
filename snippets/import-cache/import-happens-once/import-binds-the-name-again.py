import math
import sys

del math

try:
    print(math.sqrt(16))
except NameError as error:
    print(error)
    #> name 'math' is not defined

print("math" in sys.modules)
#> True

import math

print(math.sqrt(16))
#> 4.0
