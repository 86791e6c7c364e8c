import customers

try:
    customers.Invoice
except AttributeError as error:
    print(error)
    #> module 'customers' has no attribute 'Invoice'

from customers import Invoice

#! Traceback (most recent call last):
#!   File "main.py", line 8, in <module>
#!     from customers import Invoice
#! ImportError: cannot import name 'Invoice' from 'customers' (customers.py)
#= exit status 1
