from customers import Customer


class Order:
    buyer: Customer
