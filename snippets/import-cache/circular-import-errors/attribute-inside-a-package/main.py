import shop.customers

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop.customers
#!   File "shop/customers.py", line 1, in <module>
#!     from shop import orders
#!   File "shop/orders.py", line 3, in <module>
#!     guest = customers.Customer()
#!             ^^^^^^^^^^^^^^^^^^
#! AttributeError: partially initialized module 'shop.customers' from 'shop/customers.py' has no attribute 'Customer' (most likely due to a circular import)
#= exit status 1
