import gate

gate.customers_runs.set()
gate.orders_runs.wait()
import orders

got_finished = hasattr(orders, "Order")


class Customer:
    pass
