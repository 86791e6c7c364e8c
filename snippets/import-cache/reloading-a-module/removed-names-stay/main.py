import importlib
from pathlib import Path

import settings

Path("settings.py").write_text('colour = "blue"\n')
importlib.reload(settings)

print("colour:", settings.colour)
#> colour: blue
print("size:", settings.size)
#> size: 10
