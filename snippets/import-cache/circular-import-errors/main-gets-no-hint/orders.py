from __main__ import Customer


class Order:
    def owner(self):
        return Customer()
