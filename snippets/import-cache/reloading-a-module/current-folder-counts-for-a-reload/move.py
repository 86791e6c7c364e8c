import importlib
import os

import tool

os.chdir("second")
print(importlib.reload(tool).where)
