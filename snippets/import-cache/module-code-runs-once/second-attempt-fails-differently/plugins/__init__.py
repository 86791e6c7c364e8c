import plugins.registry

plugins.registry.names.append("csv")
raise RuntimeError("no licence")
