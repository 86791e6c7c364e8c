import importlib
import sys
import time
from pathlib import Path

folder = Path("generated")
sys.path.append(str(folder))
try:
    import report
except ModuleNotFoundError as error:
    print("no folder yet:", error)
    #> no folder yet: No module named 'report'
print("its finder:", sys.path_importer_cache[str(folder)])
#> its finder: None

folder.mkdir()
(folder / "report.py").write_text("ready = True\n")
time.sleep(1.1)  # more than a tick of any clock
try:
    import report
except ModuleNotFoundError as error:
    print("a second later:", error)
    #> a second later: No module named 'report'

importlib.invalidate_caches()
import report

print("ready:", report.ready)
#> ready: True
