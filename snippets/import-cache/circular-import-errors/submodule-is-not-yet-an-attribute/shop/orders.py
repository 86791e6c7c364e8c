import shop.customers
import shop.customers as customers
from shop import customers as again

print("from and as work:", customers is again)
shop.customers
