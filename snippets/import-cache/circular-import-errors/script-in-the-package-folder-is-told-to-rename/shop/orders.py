try:
    from shop.customers import Customer
except ImportError as error:
    print(error)
