import sys
from unittest import mock

with mock.patch.dict(sys.modules):
    import numpy

    print("in the block:", numpy.arange(3))
    #> in the block: [0 1 2]

print("numpy in sys.modules:", "numpy" in sys.modules)
#> numpy in sys.modules: False
try:
    import numpy
except ImportError as error:
    print("after the block:", error)
    #> after the block: cannot load module more than once per process

# /// script
# dependencies = [
#     "numpy==2.4.6; python_version < '3.12'",
#     "numpy==2.5.5; python_version >= '3.12'",
# ]
# ///
