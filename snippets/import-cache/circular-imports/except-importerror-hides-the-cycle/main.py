import customers

print("customers.Order:", customers.Order)
#> customers.Order: None

import orders

print("orders.Order:", orders.Order)
#> orders.Order: <class 'orders.Order'>
print("customers.Order:", customers.Order)
#> customers.Order: None
