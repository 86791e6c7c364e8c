import importlib

import demo_module
#> Module executing

importlib.reload(demo_module)
#> Module executing
