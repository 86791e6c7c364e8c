import sys


class Settings:
    values = {"debug": True}

    def __getattr__(self, name):
        return self.values[name]


sys.modules["settings"] = Settings()
try:
    import settings
except KeyError as error:
    print("KeyError:", error)
    #> KeyError: '__spec__'
else:
    print("imported, debug is", settings.debug)
