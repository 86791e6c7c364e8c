import importlib
import sys

import palette

module, colours = palette, palette.colours

importlib.reload(palette)
print("reload:", palette is module, palette.colours is colours)
#> reload: True False

del sys.modules["palette"]
import palette

print("import:", palette is module, palette.colours is colours)
#> import: False False
