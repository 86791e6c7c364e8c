import customers


def public_names(module):
    return sorted(n for n in vars(module) if n[0] != "_")


seen = customers
print("half-way:", public_names(seen))
print("initialising:", seen.__spec__._initializing)
