try:
    from plain import missing
    #> plain is asked for __path__
    #> plain is asked for missing
except ImportError:
    print("ImportError")
    #> ImportError

try:
    from package import missing
    #> package is asked for missing
    #> package is asked for missing
except ImportError:
    print("ImportError")
    #> ImportError
