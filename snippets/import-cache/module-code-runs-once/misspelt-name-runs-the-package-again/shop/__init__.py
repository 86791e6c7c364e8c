print("Executing shop")

from .prices import totl
