from orders import Order


class Customer:
    first_order = Order()
