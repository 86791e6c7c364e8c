import shop.orders
#> Executing orders
#> Executing customers

#> Executing orders
#> Executing customers
#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop.orders
#!   File "shop/orders.py", line 3, in <module>
#!     from shop.customers import Customer
#!   File "shop/customers.py", line 3, in <module>
#!     from shop.orders import Order
#! ImportError: cannot import name 'Order' from partially initialized module 'shop.orders' (most likely due to a circular import) (shop/orders.py)
#= exit status 1
