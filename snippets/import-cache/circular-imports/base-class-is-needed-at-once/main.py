import base

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///

#! Traceback (most recent call last):
#!   File "main.py", line 1, in <module>
#!     import base
#!   File "base.py", line 1, in <module>
#!     import plugin
#!   File "plugin.py", line 4, in <module>
#!     class Plugin(base.Base):
#!                  ^^^^^^^^^
#! AttributeError: module 'base' has no attribute 'Base' (consider renaming 'base.py' if it has the same name as a library you intended to import)
#= exit status 1
