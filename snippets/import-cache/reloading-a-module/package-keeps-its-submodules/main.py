import importlib
from pathlib import Path

import pkg
#> pkg executing
#> pkg.sub executing

path = Path("pkg/sub.py")
path.write_text(path.read_text().replace("old", "changed"))

importlib.reload(pkg)
#> pkg executing
print(pkg.value, pkg.sub.value)
#> old old

importlib.reload(pkg.sub)
#> pkg.sub executing
print(pkg.value, pkg.sub.value)
#> old changed

importlib.reload(pkg)
#> pkg executing
print(pkg.value, pkg.sub.value)
#> changed changed
