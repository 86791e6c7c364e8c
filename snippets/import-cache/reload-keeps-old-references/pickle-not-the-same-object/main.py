import importlib
import pickle

import shapes

square = shapes.Square()
saved = pickle.dumps(square)
importlib.reload(shapes)

print(type(pickle.loads(saved)) is shapes.Square)
#> True
pickle.dumps(square)

#! Traceback (most recent call last):
#!   File "main.py", line 11, in <module>
#!     pickle.dumps(square)
#!     ~~~~~~~~~~~~^^^^^^^^
#! _pickle.PicklingError: Can't pickle <class 'shapes.Square'>: it's not the same object as shapes.Square
#! when serializing shapes.Square class
#! when serializing shapes.Square object
#= exit status 1
