print("Executing module")
name = "demo"
