import customers
#> half-way: ['COUNTRY']
#> initialising: True
import orders

print("complete:", orders.public_names(customers))
#> complete: ['COUNTRY', 'Customer', 'orders']
print("initialising:", customers.__spec__._initializing)
#> initialising: False
print("same object:", orders.seen is customers)
#> same object: True
