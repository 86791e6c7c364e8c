import sys

import outer
#> while inner runs: ['outer', 'inner']

names = [name for name in sys.modules if name in ("outer", "inner")]
print("afterwards:", names)
#> afterwards: ['inner', 'outer']
