def __getattr__(name):
    print(__name__, "is asked for", name)
    raise AttributeError(name)
