import sys

import django
from django.conf import settings

settings.configure(INSTALLED_APPS=["shop"])
django.setup()

from shop.models import Order

sys.path.insert(0, "shop")  # an IDE's "source folder", say
try:
    import models
except RuntimeError as error:
    print(error)
    #> Conflicting 'order' models in application 'shop': <class 'shop.models.Order'> and <class 'models.Order'>.
print(Order.__module__, "is still the one in use")
#> shop.models is still the one in use

# /// script
# dependencies = [
#     "Django==5.2.19; python_version < '3.12'",
#     "Django==6.1.3; python_version >= '3.12'",
# ]
# ///
