import orders


class Customer:
    def last(self) -> orders.Order: ...
