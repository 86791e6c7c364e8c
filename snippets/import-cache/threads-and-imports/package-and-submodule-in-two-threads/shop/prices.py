total = 100
