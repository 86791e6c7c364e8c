import sys

from garden import roses

print(roses)
#> a dozen
print("garden.roses" in sys.modules)
#> False

import garden.roses

print(garden.roses.colour)
#> red
