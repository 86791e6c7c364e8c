from pathlib import Path

import prices

path = Path(prices.__file__)
path.write_text(path.read_text().replace("10", "2500"))

import prices

print("in the file:", path.read_text().strip())
#> in the file: tea = 2500
print("in memory: tea =", prices.tea)
#> in memory: tea = 10
