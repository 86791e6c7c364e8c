import subprocess
import sys
from pathlib import Path

import oldpkg

print("first:", oldpkg.VALUE)
#> first: 1
Path("oldpkg/__init__.py").unlink()  # a checkout of another branch
print(
    "left in oldpkg:",
    *[path.name for path in Path("oldpkg").iterdir()],
)
#> left in oldpkg: __pycache__

again = "import oldpkg; print(oldpkg.__file__); from oldpkg import VALUE"
done = subprocess.run(
    [sys.executable, "-c", again], capture_output=True, text=True
)
print("new process:", done.stdout.strip())
#> new process: None
print(done.stderr.strip().splitlines()[-1])
#> ImportError: cannot import name 'VALUE' from 'oldpkg' (unknown location)
