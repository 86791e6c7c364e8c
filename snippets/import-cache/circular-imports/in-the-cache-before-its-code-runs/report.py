import sys

me = sys.modules["report"]
print("first line, in sys.modules:", me.__name__)
print("before the assignment:", hasattr(me, "total"))
total = 42
print("after the assignment:", hasattr(me, "total"))
