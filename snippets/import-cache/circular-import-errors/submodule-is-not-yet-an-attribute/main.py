import shop.customers
#> from and as work: True

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop.customers
#!   File "shop/customers.py", line 1, in <module>
#!     import shop.orders
#!   File "shop/orders.py", line 6, in <module>
#!     shop.customers
#! AttributeError: cannot access submodule 'customers' of module 'shop' (most likely due to a circular import)
#= exit status 1
