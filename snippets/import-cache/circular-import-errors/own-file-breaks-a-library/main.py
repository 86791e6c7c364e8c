import sys

sys.path.append("libs")  # stands for site-packages

import mailer

#! Traceback (most recent call last):
#!   File "main.py", line 5, in <module>
#!     import mailer
#!   File "libs/mailer/__init__.py", line 1, in <module>
#!     from mailer.parts import build
#!   File "libs/mailer/parts.py", line 1, in <module>
#!     import email.message
#!   File "email.py", line 1, in <module>
#!     from mailer import Client
#! ImportError: cannot import name 'Client' from partially initialized module 'mailer' (most likely due to a circular import) (libs/mailer/__init__.py)
#= exit status 1
