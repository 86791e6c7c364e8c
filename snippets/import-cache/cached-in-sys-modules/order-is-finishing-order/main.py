import importlib
import sys


def names():
    return [
        name for name in sys.modules if name in ("outer", "inner")
    ]


import outer
#> while inner runs: ['outer', 'inner']

print("afterwards:", names())
#> afterwards: ['inner', 'outer']

importlib.reload(outer.inner)
#> while inner runs: ['inner', 'outer']
print("after a reload of inner:", names())
#> after a reload of inner: ['outer', 'inner']
