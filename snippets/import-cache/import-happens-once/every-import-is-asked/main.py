import import_watch

import demo_module
#> asked, cached: False
#> Executing module
import demo_module
#> asked, cached: True
