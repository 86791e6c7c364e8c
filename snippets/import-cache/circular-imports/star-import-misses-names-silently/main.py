import settings
import checks

print("settings:", sorted(n for n in vars(settings) if n.isupper()))
#> settings: ['HOST', 'TIMEOUT']
print("checks:", sorted(n for n in vars(checks) if n.isupper()))
#> checks: ['HOST']
try:
    checks.timeout()
except NameError as error:
    print("NameError:", error)
    #> NameError: name 'TIMEOUT' is not defined
