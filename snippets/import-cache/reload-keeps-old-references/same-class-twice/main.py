import importlib

import shapes

square = shapes.Square()
importlib.reload(shapes)

print(type(square), shapes.Square)
#> <class 'shapes.Square'> <class 'shapes.Square'>
print(type(square) is shapes.Square)
#> False
print(isinstance(square, shapes.Square))
#> False
