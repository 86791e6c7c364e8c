import importlib.util
import sys

spec = importlib.util.find_spec("colorsys")
print("found?", spec is not None)
#> found? True
print("loaded?", "colorsys" in sys.modules)
#> loaded? False

importlib.util.find_spec("xml.dom")
print("xml loaded?", "xml" in sys.modules)
#> xml loaded? True
print("xml.dom loaded?", "xml.dom" in sys.modules)
#> xml.dom loaded? False
