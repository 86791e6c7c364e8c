import importlib
import runpy

days = ["Monday", "Tuesday", "Wednesday"]

for day in days:
    importlib.import_module("send_report")
    #> report sent

for day in days:
    runpy.run_module("send_report")
    #> report sent
    #> report sent
    #> report sent
