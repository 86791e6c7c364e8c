import registry

lazy import csv_plugin

print("formats:", registry.formats)
#> formats: []

csv_plugin
print("formats:", registry.formats)
#> formats: ['csv']

# /// script
# requires-python = ">=3.15"
# ///
