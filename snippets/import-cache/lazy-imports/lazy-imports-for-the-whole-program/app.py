import registry
import csv_plugin

print("formats:", registry.formats)
