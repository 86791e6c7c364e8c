__all__ = ["HOST", "TIMEOUT"]
HOST = "localhost"

from checks import *

TIMEOUT = 30
