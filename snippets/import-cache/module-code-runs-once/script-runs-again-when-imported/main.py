print("Executing main.py as", __name__)
#> Executing main.py as __main__
#> Executing main.py as main

import shop


class Order:
    pass


if __name__ == "__main__":
    order = shop.new_order()
    print("isinstance:", isinstance(order, Order))
    #> isinstance: False
    print("class comes from:", type(order).__module__)
    #> class comes from: main
