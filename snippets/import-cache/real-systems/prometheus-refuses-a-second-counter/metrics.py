from prometheus_client import Counter

ORDERS = Counter("orders", "orders placed")
