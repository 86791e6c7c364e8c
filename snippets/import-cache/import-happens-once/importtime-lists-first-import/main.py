import subprocess
import sys

code = "import demo_module; import demo_module"

for option in ["importtime", "importtime=2"]:
    command = [sys.executable, "-X", option, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True)
    kinds = [
        "cached" if "cached" in line else "timed"
        for line in done.stderr.splitlines()
        if line.endswith("demo_module")
    ]
    print("-X", option, kinds)
    #> -X importtime ['timed']
    #> -X importtime=2 ['timed', 'cached']
