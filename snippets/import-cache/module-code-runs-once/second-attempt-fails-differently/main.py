for attempt in (1, 2):
    try:
        import plugins
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
        #> RuntimeError: no licence
        #> AttributeError: module 'plugins' has no attribute 'registry' (consider renaming 'plugins/__init__.py' if it has the same name as a library you intended to import)

# /// script
# [tool.deepcuts]
# changed = ["3.13.1"]
# ///
