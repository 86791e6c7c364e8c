import shop


class Basket:
    pass


DEFAULT = shop.Basket()
