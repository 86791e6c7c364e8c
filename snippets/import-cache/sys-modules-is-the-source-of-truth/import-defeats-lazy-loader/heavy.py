print("Executing heavy")
value = 42
