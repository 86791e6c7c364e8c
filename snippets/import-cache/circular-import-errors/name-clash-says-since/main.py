import colorsys

print(colorsys.rgb_to_hsv(1, 0, 0))

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///

#! Traceback (most recent call last):
#!   File "main.py", line 3, in <module>
#!     print(colorsys.rgb_to_hsv(1, 0, 0))
#!           ^^^^^^^^^^^^^^^^^^^
#! AttributeError: module 'colorsys' has no attribute 'rgb_to_hsv' (consider renaming 'colorsys.py' since it has the same name as the standard library module named 'colorsys' and prevents importing that standard library module)
#= exit status 1
