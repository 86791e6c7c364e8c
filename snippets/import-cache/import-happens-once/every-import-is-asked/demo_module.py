print("Executing module")
