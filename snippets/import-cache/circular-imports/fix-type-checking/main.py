import customers

print(customers.order_for.__annotations__)
#> {'customer': 'Customer', 'return': 'str'}
