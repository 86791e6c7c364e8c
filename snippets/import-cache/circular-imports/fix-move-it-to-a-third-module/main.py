import registry

print(registry.plugins())
#> [<class 'plugin.Plugin'>]
