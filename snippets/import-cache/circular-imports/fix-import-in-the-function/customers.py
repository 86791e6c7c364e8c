from orders import order_for


class Customer:
    def __init__(self, name):
        self.name = name

    def buy(self):
        return order_for(self.name)
