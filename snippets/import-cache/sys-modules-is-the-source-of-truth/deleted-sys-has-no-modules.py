import sys

old = sys
del sys.modules["sys"]
import sys

print("same object?", sys is old)
#> same object? False
print("has modules?", hasattr(sys, "modules"))
#> has modules? False
print("has argv?", hasattr(sys, "argv"))
#> has argv? False
print("did the old one keep it?", hasattr(old, "modules"))
#> did the old one keep it? True
