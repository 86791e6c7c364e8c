import importlib
from pathlib import Path

import pricing
from pricing import total

print(total(100))
#> old code: 110.0 EUR

path = Path("pricing.py")
text = path.read_text()
for old, new in [
    ("0.10", "0.250"),
    ("EUR", "dollars"),
    ("old code", "changed code"),
]:
    text = text.replace(old, new)
path.write_text(text)
importlib.reload(pricing)

print(total(100))
#> old code: 125.0 dollars
print(pricing.total(100))
#> changed code: 125.0 dollars
print(total.__globals__ is pricing.__dict__)
#> True
