import os
import sys

print(os.environ.get("GREETING", "Hello"), sys.argv[1:])
