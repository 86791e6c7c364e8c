import importlib
from pathlib import Path

import alerts
import events

source = Path("alerts.py")
source.write_text(source.read_text().replace("order {", "new {"))
importlib.reload(alerts)

print("called by name:", alerts.notify(7))
#> called by name: new 7
for subscriber in events.subscribers:
    print("called by the registry:", subscriber(7))
    #> called by the registry: order 7
    #> called by the registry: new 7
