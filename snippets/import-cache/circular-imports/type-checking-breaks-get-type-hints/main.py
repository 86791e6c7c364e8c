import typing

import customers

order_for = customers.order_for
try:
    typing.get_type_hints(order_for)
except NameError as error:
    print("NameError:", error)
    #> NameError: name 'Customer' is not defined

names = {"Customer": customers.Customer}
print(typing.get_type_hints(order_for, localns=names))
#> {'customer': <class 'customers.Customer'>, 'return': <class 'str'>}
