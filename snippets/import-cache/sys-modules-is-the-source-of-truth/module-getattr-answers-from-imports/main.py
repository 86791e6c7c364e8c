import settings
from settings import debug

print(debug)
#> True
print(type(settings).__name__)
#> module
