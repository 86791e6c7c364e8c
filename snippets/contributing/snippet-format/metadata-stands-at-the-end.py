print(object())
#> <object object at <id>>

# /// script
# requires-python = ">=3.12"
# [tool.deepcuts]
# mask = { id = "0x[0-9a-f]+" }
# ///
