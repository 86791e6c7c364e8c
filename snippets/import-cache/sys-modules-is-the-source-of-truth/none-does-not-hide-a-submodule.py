import sys
import xml.dom

sys.modules["xml.dom"] = None
from xml import dom

print(dom.__name__)
#> xml.dom
try:
    import xml.dom
except ModuleNotFoundError as error:
    print(error)
    #> import of xml.dom halted; None in sys.modules
