print("Executing report")
