try:
    from orders import Order
except ImportError:
    Order = None


class Customer:
    pass
