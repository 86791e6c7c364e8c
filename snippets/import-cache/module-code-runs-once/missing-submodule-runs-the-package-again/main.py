import shop
#> Executing shop

#> Executing shop
#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop
#!   File "shop/__init__.py", line 3, in <module>
#!     import shop.prices
#! ModuleNotFoundError: No module named 'shop.prices'
#= exit status 1
