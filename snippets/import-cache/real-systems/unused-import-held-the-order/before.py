import shop.customers
import shop.orders

print(shop.orders.Order(None, "tea").item)
