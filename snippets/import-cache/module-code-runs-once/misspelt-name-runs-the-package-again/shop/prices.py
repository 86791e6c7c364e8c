print("Executing shop.prices")

total = 100
