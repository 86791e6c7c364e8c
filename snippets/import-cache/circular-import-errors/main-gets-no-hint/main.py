import orders


class Customer:
    pass

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import orders
#!   File "orders.py", line 1, in <module>
#!     from __main__ import Customer
#! ImportError: cannot import name 'Customer' from '__main__' (main.py)
#= exit status 1
