from orders import Order


class Profile:
    first_order = Order()
