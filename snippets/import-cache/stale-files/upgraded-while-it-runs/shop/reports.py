from shop import VERSION

print("reports.py of version 1 meets shop", VERSION)
