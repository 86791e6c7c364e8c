import sys

lazy import fake_module

print("still no such module, and no error")
#> still no such module, and no error
sys.modules["fake_module"] = "Hello"
print(fake_module)
#> Hello

sys.modules["fake_module"] = "Goodbye"
print(fake_module)
#> Hello

# /// script
# requires-python = ">=3.15"
# ///
