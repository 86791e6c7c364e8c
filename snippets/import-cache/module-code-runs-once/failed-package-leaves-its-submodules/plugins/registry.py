print("Executing plugins.registry")

names = []
