import pkgutil
import subprocess
import sys

import shop


def ignore(name):
    """Go on where a package cannot be imported here."""


for module in pkgutil.walk_packages(shop.__path__, "shop.", ignore):
    if module.name.endswith(".__main__"):
        continue
    done = subprocess.run(
        [sys.executable, "-c", f"import {module.name}"],
        stderr=subprocess.DEVNULL,
    )
    verdict = "fails" if done.returncode else "works"
    print(f"import {module.name}: {verdict}")
    #> import shop.customers: fails
    #> import shop.orders: works
    #> import shop.prices: works
    #> import shop.reports: works
    #> import shop.reports.yearly: fails
