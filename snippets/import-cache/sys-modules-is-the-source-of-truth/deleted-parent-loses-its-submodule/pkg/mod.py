print("Executing pkg.mod")
