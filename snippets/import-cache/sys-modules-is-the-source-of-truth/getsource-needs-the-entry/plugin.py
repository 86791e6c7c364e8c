class Plugin:
    pass


def start():
    pass
