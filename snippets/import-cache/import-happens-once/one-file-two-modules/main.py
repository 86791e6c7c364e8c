import sys
from os.path import samefile
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "lib"))

import lib.shape
#> running as lib.shape
import shape
#> running as shape

print("file:", samefile(shape.__file__, lib.shape.__file__))
#> file: True
print("module:", shape is lib.shape)
#> module: False
print("class:", shape.Circle is lib.shape.Circle)
#> class: False
print(shape.Circle.__module__, lib.shape.Circle.__module__)
#> shape lib.shape
print(isinstance(shape.Circle(), lib.shape.Circle))
#> False
