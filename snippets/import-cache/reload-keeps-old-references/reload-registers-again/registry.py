handlers = []


def register(function):
    handlers.append(function)
    return function
