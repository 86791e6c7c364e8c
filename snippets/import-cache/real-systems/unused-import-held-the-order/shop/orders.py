import shop.customers


class Order:
    def __init__(self, customer, item):
        self.customer = customer or shop.customers.Customer()
        self.item = item
