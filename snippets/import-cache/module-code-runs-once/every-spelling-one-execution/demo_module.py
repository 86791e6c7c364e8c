print("Executing module")

answer = 42
