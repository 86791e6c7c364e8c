currency = "EUR"
rate = 1.0
