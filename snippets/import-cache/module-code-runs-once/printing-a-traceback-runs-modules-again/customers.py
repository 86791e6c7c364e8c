print("Executing customers")

from orders import Order


class Customer:
    pass
