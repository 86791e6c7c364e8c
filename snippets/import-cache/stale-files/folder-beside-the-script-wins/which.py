import shop

beside_me = "site-packages" not in shop.__file__
print("PRICE", shop.PRICE, "| beside the script:", beside_me)
