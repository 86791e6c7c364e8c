import gate

gate.orders_runs.set()
gate.customers_runs.wait()
import customers

got_finished = hasattr(customers, "Customer")


class Order:
    pass
