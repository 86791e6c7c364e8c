import importlib
import sys
from pathlib import Path

sys.path.insert(0, "first")
import tool

print(tool.where)
#> the first folder

sys.path.insert(0, "second")
import tool

print("import:", tool.where)
#> import: the first folder

importlib.reload(tool)
print("reload:", tool.where)
#> reload: the second folder
print(Path(tool.__file__).parent.name)
#> second
