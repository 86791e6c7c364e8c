def handler():
    return "the old code"
