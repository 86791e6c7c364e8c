import importlib
from pathlib import Path

import settings
from settings import TIMEOUT


def fetch(timeout=TIMEOUT):
    return f"waits {timeout} seconds"


path = Path("settings.py")
path.write_text(path.read_text().replace("30", "5.5"))
importlib.reload(settings)
print("before the from-import:", TIMEOUT)
#> before the from-import: 30

from settings import TIMEOUT

print("after the from-import:", TIMEOUT)
#> after the from-import: 5.5
print("the default:", fetch())
#> the default: waits 30 seconds
