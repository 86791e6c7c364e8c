import math
import sys

print("Module object:", sys.modules["math"])
#> Module object: <module 'math' <where>>
print(id(math), id(sys.modules["math"]))
#> <id> <id>

# /// script
# [tool.deepcuts]
# mask = { where = '\(built-in\)|from .*(?=>)', id = '\b[0-9]{6,}\b' }
# ///
