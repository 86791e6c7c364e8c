from settings import *


def timeout():
    return TIMEOUT
