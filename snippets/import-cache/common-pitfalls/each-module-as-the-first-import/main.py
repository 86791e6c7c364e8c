import pkgutil
import subprocess
import sys

import shop

for module in pkgutil.iter_modules(shop.__path__, "shop."):
    done = subprocess.run(
        [sys.executable, "-c", f"import {module.name}"],
        stderr=subprocess.DEVNULL,
    )
    verdict = "fails" if done.returncode else "works"
    print(f"import {module.name}: {verdict}")
    #> import shop.customers: fails
    #> import shop.orders: works
    #> import shop.prices: works
