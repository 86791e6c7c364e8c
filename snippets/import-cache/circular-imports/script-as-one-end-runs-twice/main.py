print("running as", __name__)
#> running as __main__
#> running as main

import orders
#> orders has <class 'main.Customer'>


class Customer:
    pass


if __name__ == "__main__":
    print("same class:", orders.Customer is Customer)
    #> same class: False
