import customers
