import importlib
from pathlib import Path

import settings

print(sorted(settings.__annotations__))
#> ['colour', 'size']

Path("settings.py").write_text("size: float = 10.0\n")
importlib.reload(settings)

print("size:", settings.size)
#> size: 10.0
for name, kind in sorted(settings.__annotations__.items()):
    print(name, kind.__name__)
    #> colour str
    #> size int
