import math
import sys
from concurrent import interpreters


def look():
    import sys

    cached = "math" in sys.modules
    import math

    return cached, math.pi


math.pi = 3
print("here:", "math" in sys.modules, math.pi)
#> here: True 3

other = interpreters.create()
print("there:", *other.call(look))
#> there: False 3.141592653589793
other.close()

# /// script
# requires-python = ">=3.14"
# ///
