import demo_module
#> Executing module

print(demo_module.name)
#> demo
