def order_for(name):
    return "order for " + name


def guest_order():
    from customers import Customer

    return order_for(Customer("guest").name)
