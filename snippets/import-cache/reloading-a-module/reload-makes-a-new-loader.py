import colorsys
import importlib

spec = colorsys.__spec__
importlib.reload(colorsys)

print("same file:", colorsys.__spec__.origin == spec.origin)
#> same file: True
print("same spec:", colorsys.__spec__ is spec)
#> same spec: False
print("same loader:", colorsys.__spec__.loader is spec.loader)
#> same loader: False
