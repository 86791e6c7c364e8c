import sys

for attempt in (1, 2):
    try:
        import plugins
        #> Executing plugins
        #> Executing plugins.registry
        #> Executing plugins
    except RuntimeError as error:
        print("RuntimeError:", error)
        #> RuntimeError: no licence
        #> RuntimeError: no licence

print("plugins:", "plugins" in sys.modules)
#> plugins: False
print("plugins.registry:", "plugins.registry" in sys.modules)
#> plugins.registry: True

from plugins.registry import names

print("names:", names)
#> names: ['csv', 'csv']

#= printed in this order: 1-2, 4, 3, 5-8
