def new_order():
    from main import Order

    return Order()
