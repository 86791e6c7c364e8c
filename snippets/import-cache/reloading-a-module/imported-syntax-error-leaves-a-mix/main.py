import importlib
from pathlib import Path

import prices

Path("rates.py").write_text("rate = = 1.1\n")
Path("prices.py").write_text("""\
currency = "USD"
from rates import rate
""")

try:
    importlib.reload(prices)
except SyntaxError as error:
    print("SyntaxError:", error)
    #> SyntaxError: invalid syntax (rates.py, line 1)

print(prices.currency, prices.rate)
#> USD 1.0
