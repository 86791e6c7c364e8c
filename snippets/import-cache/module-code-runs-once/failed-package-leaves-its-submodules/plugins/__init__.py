print("Executing plugins")

from plugins import registry

registry.names.append("csv")
raise RuntimeError("no licence")
