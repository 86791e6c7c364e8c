from types import ModuleType

print(id(ModuleType("a")) == id(ModuleType("b")))
#> True
print(ModuleType("a") is ModuleType("b"))
#> False
