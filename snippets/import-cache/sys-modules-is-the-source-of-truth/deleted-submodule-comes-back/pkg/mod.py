print("Executing", __name__)
