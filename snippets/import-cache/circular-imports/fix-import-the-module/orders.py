import customers


def order_for(name):
    return "order for " + name


def guest_order():
    return order_for(customers.Customer("guest").name)
