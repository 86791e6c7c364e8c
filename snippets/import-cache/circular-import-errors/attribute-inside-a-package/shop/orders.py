from shop import customers

guest = customers.Customer()
