from importlib.util import find_spec

print(find_spec("nowhere"))
#> None
try:
    find_spec("nowhere.child")
except ModuleNotFoundError as error:
    print("ModuleNotFoundError:", error)
    #> ModuleNotFoundError: No module named 'nowhere'
