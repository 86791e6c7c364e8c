import shop
#> Executing shop
#> Executing shop.prices

#> Executing shop
#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop
#!   File "shop/__init__.py", line 3, in <module>
#!     from .prices import totl
#! ImportError: cannot import name 'totl' from 'shop.prices' (shop/prices.py)
#= exit status 1
