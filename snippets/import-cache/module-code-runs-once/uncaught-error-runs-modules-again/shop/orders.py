print("Executing orders")

from shop.customers import Customer


class Order:
    pass
