import gc
import sys
import weakref

import counter

visit = counter.visit
reference = weakref.ref(counter)

del sys.modules["counter"]
del counter
gc.collect()

print("module is gone:", reference() is None)
#> module is gone: True
print("visits:", visit(), visit())
#> visits: 1 2
