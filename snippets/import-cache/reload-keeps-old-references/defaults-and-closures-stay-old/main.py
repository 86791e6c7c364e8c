import importlib
from pathlib import Path

import pricing
from pricing import closure, default

path = Path("pricing.py")
path.write_text(path.read_text().replace("0.10", "0.250"))
importlib.reload(pricing)

print(default())
#> global 0.25, default 0.1
print(closure())
#> global 0.25, closure 0.1
