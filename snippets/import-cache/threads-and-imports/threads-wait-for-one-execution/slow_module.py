import time

import journal

journal.lines.append("Executing slow_module")
time.sleep(0.2)
value = 42
