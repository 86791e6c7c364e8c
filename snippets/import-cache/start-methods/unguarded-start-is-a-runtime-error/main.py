import re
import subprocess
import sys

for method in ["fork", "spawn", "forkserver"]:
    command = [sys.executable, "unguarded.py", method]
    done = subprocess.run(command, capture_output=True, text=True)
    text = " ".join(done.stderr.split())
    lines = done.stdout.splitlines()
    lines += re.findall(r"\w+Error: An attempt[^.]*\.", text)
    if done.returncode:
        last_line = done.stderr.splitlines()[-1]
        lines.append("you see " + last_line.partition(":")[0])
    print(f"{method}:", *lines, sep="\n  ")
    #> fork:
    #>   the work is done
    #>   child ended with 0
    #> spawn:
    #>   child ended with 1
    #>   RuntimeError: An attempt has been made to start a new process before the current process has finished its bootstrapping phase.
    #> forkserver:
    #>   child ended with 1
    #>   RuntimeError: An attempt has been made to start a new process before the current process has finished its bootstrapping phase.

# /// script
# [tool.deepcuts]
# systems = ["linux", "darwin"]
# changed = ["3.13.8"]
# ///
