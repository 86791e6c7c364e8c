import time
from unittest import mock

with mock.patch("time.sleep", return_value="fake"):
    import backup

    print("in the test:", backup.wait())
    #> in the test: fake

print("time.sleep afterwards:", time.sleep(0))
#> time.sleep afterwards: None
print("backup afterwards:", backup.wait())
#> backup afterwards: fake
