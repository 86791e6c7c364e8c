from orders import Order


class Customer:
    first_order = Order()


# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     from orders import Order
#!   File "orders.py", line 1, in <module>
#!     from main import Customer
#!   File "main.py", line 1, in <module>
#!     from orders import Order
#! ImportError: cannot import name 'Order' from 'orders' (consider renaming 'orders.py' if it has the same name as a library you intended to import)
#= exit status 1
