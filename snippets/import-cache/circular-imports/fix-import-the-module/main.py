import customers
import orders

print(customers.Customer("Ada").buy())
#> order for Ada
print(orders.guest_order())
#> order for guest
