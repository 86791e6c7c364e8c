import demo_module
#> Executing module
import demo_module
