import orders


class Customer:
    orders = []
