from main import Customer

print("orders has", Customer)
