def some_function():
    return "the code"
