import os

where = (__name__, os.getpid())
