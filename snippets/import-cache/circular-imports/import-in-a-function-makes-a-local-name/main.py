import os


def plain(path):
    if path is None:
        import os

        path = os.curdir
    return os.fspath(path)


print(plain(None))
#> .
print(plain("orders.csv"))

#! Traceback (most recent call last):
#!   File "main.py", line 13, in <module>
#!     print(plain("orders.csv"))
#!           ~~~~~^^^^^^^^^^^^^^
#!   File "main.py", line 9, in plain
#!     return os.fspath(path)
#!            ^^
#! UnboundLocalError: cannot access local variable 'os' where it is not associated with a value
#= exit status 1
