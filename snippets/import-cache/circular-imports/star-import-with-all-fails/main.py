try:
    import settings
except AttributeError as error:
    print(error)
    #> module 'settings' has no attribute 'TIMEOUT' (consider renaming 'settings.py' if it has the same name as a library you intended to import)

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///
