import subprocess
import sys

for code in [
    "import demo_module",
    "__import__('demo_module')",
    "import importlib; importlib.import_module('demo_module')",
]:
    command = [sys.executable, "-X", "importtime", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True)
    print("demo_module" in done.stderr, "for", code)
    #> True for import demo_module
    #> True for __import__('demo_module')
    #> False for import importlib; importlib.import_module('demo_module')
