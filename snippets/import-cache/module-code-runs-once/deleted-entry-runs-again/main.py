import sys

import shop
#> Executing shop

old = shop
order = shop.Order()
shop.open_orders.append(order)

del sys.modules["shop"]
import shop
#> Executing shop

print("same module:", shop is old)
#> same module: False
print("isinstance:", isinstance(order, shop.Order))
#> isinstance: False
print("open orders:", len(old.open_orders), len(shop.open_orders))
#> open orders: 1 0
