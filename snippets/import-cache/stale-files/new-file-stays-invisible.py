import importlib
import os
import sys
from pathlib import Path

folder = Path("generated")
folder.mkdir()
sys.path.append(str(folder))
try:
    import report
except ModuleNotFoundError as error:
    print("no file yet:", error)
    #> no file yet: No module named 'report'

listed = folder.stat()
(folder / "report.py").write_text("ready = True\n")
os.utime(folder, ns=(listed.st_atime_ns, listed.st_mtime_ns))
try:
    import report
except ModuleNotFoundError as error:
    print("file is there:", error)
    #> file is there: No module named 'report'

importlib.invalidate_caches()
import report

print("ready:", report.ready)
#> ready: True
