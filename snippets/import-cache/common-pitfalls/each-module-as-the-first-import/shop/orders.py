from shop.customers import Customer


class Order:
    owner = Customer
