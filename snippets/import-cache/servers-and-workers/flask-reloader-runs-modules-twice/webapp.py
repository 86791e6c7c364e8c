import logging
import os

from flask import Flask

child = os.environ.get("WERKZEUG_RUN_MAIN") == "true"
where = "child" if child else "parent"
print(f"webapp.py runs as {__name__} in the {where}", flush=True)
app = Flask(__name__)
logging.getLogger("werkzeug").setLevel("ERROR")  # says less

if child:
    import ends_soon
