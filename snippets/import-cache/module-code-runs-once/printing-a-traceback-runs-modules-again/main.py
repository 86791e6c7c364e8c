import traceback

try:
    import orders
    #> Executing orders
    #> Executing customers
except ImportError as error:
    print("caught:", type(error).__name__)
    #> caught: ImportError
    lines = traceback.format_exception(error)
    #> Executing orders
    #> Executing customers
    print("formatted")
    #> formatted
