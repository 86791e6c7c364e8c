import logging
import os

from flask import Flask

child = os.environ.get("WERKZEUG_RUN_MAIN") == "true"
where = "child" if child else "parent"
print(f"webapp.py runs as {__name__} in the {where}", flush=True)
app = Flask(__name__)
logging.getLogger("werkzeug").setLevel("ERROR")  # says less

if __name__ == "__main__":
    if child:
        import ends_soon
    app.run(debug=True, use_debugger=False, port=0)
