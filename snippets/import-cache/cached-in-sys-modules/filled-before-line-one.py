import sys

print(type(sys.modules))
#> <class 'dict'>
print(sys.modules["sys"])
#> <module 'sys' (built-in)>

for name in ["__main__", "builtins", "os", "math", "json"]:
    print(name, name in sys.modules)
    #> __main__ True
    #> builtins True
    #> os True
    #> math False
    #> json False

print("os is a name here:", "os" in globals())
#> os is a name here: False
