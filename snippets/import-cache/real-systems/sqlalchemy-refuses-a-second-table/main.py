import importlib

import models
from sqlalchemy.exc import InvalidRequestError

try:
    importlib.reload(models)
    #! models.py:5: SAWarning: This declarative base already contains a class with the same class name and module name as models.User, and will be replaced in the string-lookup table.
    #!   class User(Base):
except InvalidRequestError as error:
    print(error)
    #> Table 'users' is already defined for this MetaData instance.  Specify 'extend_existing=True' to redefine options and columns on an existing Table object.

# /// script
# dependencies = ["SQLAlchemy==2.1.9"]
# ///
