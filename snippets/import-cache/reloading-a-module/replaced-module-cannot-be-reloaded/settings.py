import sys


class Settings:
    original = sys.modules[__name__]


sys.modules[__name__] = Settings()
