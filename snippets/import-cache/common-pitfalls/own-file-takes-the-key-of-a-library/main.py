import sys

try:
    import tempfile
except ImportError as error:
    print(error)
    #> cannot import name 'Random' from 'random' (consider renaming 'random.py' since it has the same name as the standard library module named 'random' and prevents importing that standard library module)

print("random" in sys.modules)
#> True
print(sys.modules["random"].lucky_number)
#> 7

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///
