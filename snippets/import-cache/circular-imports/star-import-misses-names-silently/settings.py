HOST = "localhost"

from checks import *

TIMEOUT = 30
