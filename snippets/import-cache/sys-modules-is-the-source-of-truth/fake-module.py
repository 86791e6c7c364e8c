import sys

sys.modules["fake_module"] = "Hello"
import fake_module

print(fake_module)
#> Hello
