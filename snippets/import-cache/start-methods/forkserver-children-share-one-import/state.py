import os

imported_by = os.getpid()
