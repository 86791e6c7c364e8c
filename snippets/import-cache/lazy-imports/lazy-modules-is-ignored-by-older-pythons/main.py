import sys

__lazy_modules__ = ["report"]
import report

print("in sys.modules:", "report" in sys.modules)
#> in sys.modules: False
report
#> Executing report
print("in sys.modules:", "report" in sys.modules)
#> in sys.modules: True
