import importlib
from pathlib import Path

import demo_module

handlers = {
    "stored": demo_module.handler,
    "looked up": lambda: demo_module.handler(),
}

path = Path("demo_module.py")
path.write_text(path.read_text().replace("old", "changed"))
importlib.reload(demo_module)

for name, handler in handlers.items():
    print(name + ":", handler())
    #> stored: the old code
    #> looked up: the changed code
