import customers

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import customers
#!   File "customers.py", line 1, in <module>
#!     import orders
#!   File "orders.py", line 3, in <module>
#!     guest = customers.Customer()
#!             ^^^^^^^^^^^^^^^^^^
#! AttributeError: module 'customers' has no attribute 'Customer' (consider renaming 'customers.py' if it has the same name as a library you intended to import)
#= exit status 1
