import subprocess
import sys

command = [sys.executable, "-m", "shop"]
done = subprocess.run(command, capture_output=True, text=True)
print(done.stdout.strip())
#> in the parent: BrokenProcessPool
for row in done.stderr.splitlines():
    if row.startswith("AttributeError"):
        print("in the worker:", row)
        #> in the worker: AttributeError: module '__main__' has no attribute 'work'
