import shop

# /// script
# requires-python = ">=3.15"
# ///

#! Traceback (most recent call last):
#!   File "shop.py", line 1, in <module>
#!     lazy from basket import Basket
#! ImportError: lazy import of 'basket.Basket' raised an exception during resolution
#!
#! The above exception was the direct cause of the following exception:
#!
#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import shop
#!   File "shop.py", line 3, in <module>
#!     EMPTY = Basket()
#!             ^^^^^^
#!   File "basket.py", line 8, in <module>
#!     DEFAULT = shop.Basket()
#!               ^^^^^^^^^^^
#! ImportCycleError: cannot import name 'basket.Basket' (most likely due to a circular import)
#= exit status 1
