RATE = 0.10


def show(amount):
    return f"{amount:.1f} EUR"


def total(amount):
    return "old code: " + show(amount + amount * RATE)
