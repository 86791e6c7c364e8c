import subprocess
import sys

import counter

counter.value = 5

code = "import counter; print(counter.value)"
worker = subprocess.run(
    [sys.executable, "-c", code], capture_output=True, text=True
)
print("this process:", counter.value)
#> this process: 5
print("worker process:", worker.stdout.strip())
#> worker process: 0
