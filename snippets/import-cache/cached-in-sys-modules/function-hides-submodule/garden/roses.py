colour = "red"


def roses():
    return "a dozen"
