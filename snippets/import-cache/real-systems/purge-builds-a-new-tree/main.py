import importlib
import sys
from pathlib import Path

import app.invoice

kept = app.invoice.Invoice()
Path("app/prices.py").write_text("TAX = 25.5\n")
importlib.reload(app.invoice)
print("reloaded:", app.invoice.TAX)
#> reloaded: 19

for name in list(sys.modules):
    if name == "app" or name.startswith("app."):
        del sys.modules[name]
importlib.invalidate_caches()
import app.invoice

print("purged:", app.invoice.TAX)
#> purged: 25.5
print("handed out before:", kept.tax)
#> handed out before: 19
print(isinstance(kept, app.invoice.Invoice))
#> False
