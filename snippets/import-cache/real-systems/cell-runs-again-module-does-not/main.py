from pathlib import Path

import_cell = """
print("import cell runs")
from model import predict
"""
predict_cell = "print(predict(100))"
reload_cell = "import importlib, model; importlib.reload(model)"
notebook = {}

exec(import_cell, notebook)
#> import cell runs
#> model.py runs
exec(predict_cell, notebook)
#> 200

source = Path("model.py")
source.write_text(source.read_text().replace("x * 2", "x * 300"))
exec(import_cell, notebook)
#> import cell runs
exec(predict_cell, notebook)
#> 200

exec(reload_cell, notebook)
#> model.py runs
exec(predict_cell, notebook)
#> 200
exec(import_cell, notebook)
#> import cell runs
exec(predict_cell, notebook)
#> 30000
