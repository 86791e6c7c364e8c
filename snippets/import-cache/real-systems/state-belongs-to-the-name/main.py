import sys

import shop.basket
import shop.checkout

shop.checkout.add("tea")
print(shop.basket.items)
#> ['tea']
print(shop.checkout.basket is shop.basket)
#> True

sys.path.append("shop")
import basket

print(basket.items)
#> []
print(basket is shop.basket)
#> False
print(basket.__file__ == shop.basket.__file__)
#> True
