print("pkg executing")
from .sub import value
