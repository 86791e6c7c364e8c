import sys
from unittest import mock

import shop.settings

old = shop.settings
with mock.patch.dict(sys.modules):
    del sys.modules["shop.settings"]
    import shop.settings

print("in sys.modules:", sys.modules["shop.settings"] is old)
#> in sys.modules: True
print("from the package:", shop.settings is old)
#> from the package: False

shop.settings = old
with (
    mock.patch.dict(sys.modules),
    mock.patch.object(shop, "settings"),
):
    del sys.modules["shop.settings"]
    import shop.settings

print("attribute patched too:", shop.settings is old)
#> attribute patched too: True
