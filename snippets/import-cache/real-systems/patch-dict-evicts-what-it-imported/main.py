import sys
from unittest import mock


def attempt():
    with mock.patch.dict(sys.modules, payments=mock.Mock()):
        from checkout import pay
    from shop_errors import Declined

    try:
        pay()
    except Declined:
        return "caught"
    except Exception as error:
        return f"not caught: {type(error).__name__}"


print("shop_errors" in sys.modules)
#> False
print(attempt())
#> not caught: Declined
print("shop_errors" in sys.modules)
#> True
print(attempt())
#> caught
