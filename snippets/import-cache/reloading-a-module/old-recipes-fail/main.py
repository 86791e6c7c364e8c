import colorsys

try:
    reload(colorsys)
except NameError as error:
    print("NameError:", error)
    #> NameError: name 'reload' is not defined

import imp

print(imp.reload(colorsys) is colorsys)

#! Traceback (most recent call last):
#!   File "main.py", line 8, in <module>
#!     import imp
#! ModuleNotFoundError: No module named 'imp'
#= exit status 1
