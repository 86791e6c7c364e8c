try:
    import base
except AttributeError as error:
    print(error)
else:
    print(base.Base().plugins())
    #> [<class 'plugin.Plugin'>]

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///
