try:
    from customers import Customer
except ImportError as error:
    print(error)
