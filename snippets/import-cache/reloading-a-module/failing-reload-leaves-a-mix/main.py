import importlib
import sys
from pathlib import Path

import prices

Path("prices.py").write_text("""\
currency = "USD"
rate = float("1,1")
""")

try:
    importlib.reload(prices)
except ValueError as error:
    print("ValueError:", error)
    #> ValueError: could not convert string to float: '1,1'

print(prices.currency, prices.rate)
#> USD 1.0
print("cached:", sys.modules["prices"] is prices)
#> cached: True
