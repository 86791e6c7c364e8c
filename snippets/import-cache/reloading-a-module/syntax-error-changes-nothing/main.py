import importlib
from pathlib import Path

import prices

Path("prices.py").write_text("""\
currency = "USD"
rate = = 1.1
""")

try:
    importlib.reload(prices)
except SyntaxError as error:
    print("SyntaxError:", error)
    #> SyntaxError: invalid syntax (prices.py, line 2)

print(prices.currency, prices.rate)
#> EUR 1.0
