import sys

# region lookup
print("sys" in sys.modules)
#> True
# endregion
print("the rest of the program")
#> the rest of the program
