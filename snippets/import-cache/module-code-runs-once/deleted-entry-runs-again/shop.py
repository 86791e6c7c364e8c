print("Executing shop")


class Order:
    pass


open_orders = []
