import registry

registry.formats.append("csv")
