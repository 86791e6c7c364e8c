COUNTRY = "DE"

import orders


class Customer:
    pass
