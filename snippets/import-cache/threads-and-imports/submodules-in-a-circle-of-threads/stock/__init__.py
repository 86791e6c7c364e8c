import gate

gate.stock_runs.set()
gate.shop_runs.wait()
import shop.orders
