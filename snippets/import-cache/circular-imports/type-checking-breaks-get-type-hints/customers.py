from orders import order_for


class Customer:
    name = "Ada"
