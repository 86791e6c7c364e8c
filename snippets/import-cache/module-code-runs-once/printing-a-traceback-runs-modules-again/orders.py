print("Executing orders")

from customers import Customer


class Order:
    pass
