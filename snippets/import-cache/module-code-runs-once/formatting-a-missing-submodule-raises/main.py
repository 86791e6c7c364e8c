import traceback

try:
    import shop
    #> Executing shop
except ImportError as error:
    print("caught:", error)
    #> caught: No module named 'shop.prices'
    try:
        traceback.format_exception(error)
        #> Executing shop
        print("formatted")
    except ImportError:
        print("format_exception raised ImportError")
        #> format_exception raised ImportError
