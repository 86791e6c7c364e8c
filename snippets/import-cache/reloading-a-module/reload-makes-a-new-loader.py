import colorsys
import importlib
import sys


def kept(module):
    spec = module.__spec__
    importlib.reload(module)
    new = module.__spec__
    return {
        "spec": new is spec,
        "loader": new.loader is spec.loader,
    }


print("colorsys:", kept(colorsys))
#> colorsys: {'spec': False, 'loader': False}
print("sys:", kept(sys))
#> sys: {'spec': False, 'loader': True}
