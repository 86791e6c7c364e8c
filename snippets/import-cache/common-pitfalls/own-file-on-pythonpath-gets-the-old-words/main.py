import os
import subprocess
import sys

done = subprocess.run(
    [sys.executable, "app.py"],
    env=os.environ | {"PYTHONPATH": "lib"},
    capture_output=True,
    text=True,
)
print(done.stderr.splitlines()[-1])
#> ImportError: cannot import name 'Random' from 'random' (lib/random.py)
