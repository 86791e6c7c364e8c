print("Executing shop")

import shop.prices
