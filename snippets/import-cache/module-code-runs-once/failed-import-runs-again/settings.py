import os

print("Executing settings")
token = os.environ["APP_TOKEN"]
