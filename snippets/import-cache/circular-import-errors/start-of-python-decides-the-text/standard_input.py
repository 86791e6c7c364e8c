import subprocess
import sys

subprocess.run([sys.executable], stdin=open("app.py"))
