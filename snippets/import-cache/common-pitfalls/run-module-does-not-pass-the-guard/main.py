import runpy

print("run_module:")
#> run_module:
runpy.run_module("send_report")

print("with a name:")
#> with a name:
runpy.run_module("send_report", run_name="__main__")
#> report sent
