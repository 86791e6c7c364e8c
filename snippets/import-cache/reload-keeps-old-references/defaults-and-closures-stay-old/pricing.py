RATE = 0.10


def with_rate(function):
    rate = RATE
    return lambda: f"{function()} {rate}"


@with_rate
def closure():
    return f"global {RATE}, closure"


def default(rate=RATE):
    return f"global {RATE}, default {rate}"
