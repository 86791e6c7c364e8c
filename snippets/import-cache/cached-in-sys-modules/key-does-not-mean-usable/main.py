import sys

import half_done
#> while it runs: False

print("afterwards:", hasattr(half_done, "value"))
#> afterwards: True

sys.modules["blocked"] = None
print("blocked has a key:", "blocked" in sys.modules)
#> blocked has a key: True

try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
    #> import of blocked halted; None in sys.modules
