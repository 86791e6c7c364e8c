import customers


class Order:
    def owner(self) -> customers.Customer: ...
