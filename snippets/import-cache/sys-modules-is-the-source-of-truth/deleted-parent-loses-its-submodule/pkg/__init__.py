print("Executing pkg")
