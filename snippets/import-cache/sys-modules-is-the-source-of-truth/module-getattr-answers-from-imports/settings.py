def __getattr__(name):
    if name == "debug":
        return True
    raise AttributeError(name)
