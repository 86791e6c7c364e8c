import sys

lazy import not_installed

print("waiting:", "not_installed" in sys.lazy_modules)
#> waiting: True

try:
    not_installed.start()
except ModuleNotFoundError as error:
    print(error)
    #> No module named 'not_installed'

# /// script
# requires-python = ">=3.15"
# ///
