print("Module executing")


def some_function():
    return "the old code"
