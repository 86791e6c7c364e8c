import customers

guest = customers.Customer()
