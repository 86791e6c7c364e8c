import importlib
import os
from pathlib import Path

source = Path("prices.py")


def save(text, seconds):
    source.write_text(text)
    os.utime(source, (seconds, seconds))


save("TAX = 19\n", 1_700_000_000.1)
import prices

save("TAX = 25\n", 1_700_000_000.9)
importlib.invalidate_caches()
importlib.reload(prices)
print("in the file:", source.read_text().strip())
#> in the file: TAX = 25
print("after reload:", prices.TAX)
#> after reload: 19

save("TAX = 25\n", 1_700_000_001.0)
importlib.reload(prices)
print("saved a second later:", prices.TAX)
#> saved a second later: 25
