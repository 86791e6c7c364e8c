import atexit

atexit.register(print, "printed at exit")
print("before")
#> before
print(1 / 0)

#! Traceback (most recent call last):
#!   File "main.py", line 5, in <module>
#!     print(1 / 0)
#!           ~~^~~
#! ZeroDivisionError: division by zero
#> printed at exit
#= exit status 1
