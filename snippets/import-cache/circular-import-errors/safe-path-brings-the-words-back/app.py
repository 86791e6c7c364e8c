try:
    import customers
except ImportError as error:
    print(error)
