import importlib
import pkgutil
import sys

import plugins

found = pkgutil.iter_modules(plugins.__path__, "plugins.")
names = [module.name for module in found]
print(names)
#> ['plugins.csv_export', 'plugins.pdf_export']
print([name for name in names if name in sys.modules])
#> []

for name in names:
    try:
        plugin = importlib.import_module(name)
        print(name, "exports", plugin.export(["a", "b"]))
        #> plugins.csv_export exports a,b
    except Exception as error:
        print(name, "skipped:", error)
        #> plugins.pdf_export skipped: no licence for PDF

print([name for name in names if name in sys.modules])
#> ['plugins.csv_export']
