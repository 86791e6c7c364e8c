import customers
import orders

print(orders.Order.owner.__annotations__)
#> {'return': <class 'customers.Customer'>}

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///
