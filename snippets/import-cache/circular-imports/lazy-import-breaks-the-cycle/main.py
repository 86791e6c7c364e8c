import base

print(base.Base().plugins())
#> [<class 'plugin.Plugin'>]

# /// script
# requires-python = ">=3.15"
# ///
