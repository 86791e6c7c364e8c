import orders


class Customer:
    pass
