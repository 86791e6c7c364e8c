from pathlib import Path

import shop

print("imported: shop", shop.VERSION)
#> imported: shop 1

# somebody upgrades the package while this program runs
for path in Path("shop").glob("*.py"):
    new = path.read_text().replace("version 1", "version 2")
    path.write_text(new.replace("VERSION = 1", "VERSION = 2"))

import shop.reports
#> reports.py of version 2 meets shop 1
