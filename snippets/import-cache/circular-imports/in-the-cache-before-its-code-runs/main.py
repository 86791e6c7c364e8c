import report
#> first line, in sys.modules: report
#> before the assignment: False
#> after the assignment: True

print("after the import:", hasattr(report, "total"))
#> after the import: True
