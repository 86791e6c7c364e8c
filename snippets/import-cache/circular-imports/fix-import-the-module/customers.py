import orders


class Customer:
    def __init__(self, name):
        self.name = name

    def buy(self):
        return orders.order_for(self.name)
