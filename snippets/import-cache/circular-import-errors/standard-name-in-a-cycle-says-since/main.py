import profile

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import profile
#!   File "profile.py", line 1, in <module>
#!     from orders import Order
#!   File "orders.py", line 1, in <module>
#!     from profile import Profile
#! ImportError: cannot import name 'Profile' from 'profile' (consider renaming 'profile.py' since it has the same name as the standard library module named 'profile' and prevents importing that standard library module)
#= exit status 1
