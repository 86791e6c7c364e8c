from shop.orders import Order


class Customer:
    def buy(self, item):
        return Order(self, item)
