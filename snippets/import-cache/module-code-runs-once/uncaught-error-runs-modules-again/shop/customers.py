print("Executing customers")

from shop.orders import Order


class Customer:
    pass
