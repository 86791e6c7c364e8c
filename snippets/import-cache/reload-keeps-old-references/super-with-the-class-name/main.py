import importlib

import shapes
from shapes import Circle, Square

importlib.reload(shapes)

print(Circle().sides)
#> 0
try:
    Square()
except TypeError as error:
    print("TypeError:", error)
    #> TypeError: super(type, obj): obj (instance of Square) is not an instance or subtype of type (Square).
