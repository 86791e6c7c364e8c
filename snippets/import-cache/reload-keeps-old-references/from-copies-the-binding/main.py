import settings
from settings import debug, plugins

settings.configure()
print("settings.debug:", settings.debug)
#> settings.debug: True
print("debug:", debug)
#> debug: False
print("plugins:", plugins)
#> plugins: ['markdown']

from settings import debug

print("debug, imported again:", debug)
#> debug, imported again: True
