from shop import orders


class Customer:
    pass
