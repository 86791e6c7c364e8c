import os
import sys

try:
    import settings
    #> Executing settings
except KeyError as error:
    print("KeyError:", error)
    #> KeyError: 'APP_TOKEN'

print("in sys.modules:", "settings" in sys.modules)
#> in sys.modules: False

os.environ["APP_TOKEN"] = "secret"
import settings
#> Executing settings
import settings

print("in sys.modules:", "settings" in sys.modules)
#> in sys.modules: True
