import sys
from importlib.metadata import entry_points

for plugin in entry_points(group="greeter.plugins"):
    module = plugin.value.partition(":")[0]
    print(plugin.name, "| imported:", module in sys.modules)
    try:
        print(plugin.load()())
    except ImportError as error:
        print("ImportError:", error)
