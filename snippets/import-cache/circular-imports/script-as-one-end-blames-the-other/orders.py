from main import Customer


class Order:
    def owner(self):
        return Customer()
