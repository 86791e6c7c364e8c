from . import VERSION

title = "Shop " + VERSION
