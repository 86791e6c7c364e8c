import shop.customers

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop.customers
#!   File "shop/customers.py", line 1, in <module>
#!     from shop.orders import Order
#!   File "shop/orders.py", line 1, in <module>
#!     from shop.customers import Customer
#! ImportError: cannot import name 'Customer' from partially initialized module 'shop.customers' (most likely due to a circular import) (shop/customers.py)
#= exit status 1
