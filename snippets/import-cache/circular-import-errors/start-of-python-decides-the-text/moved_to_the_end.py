import sys

sys.path.append(sys.path.pop(0))
import customers
