import gate

gate.shop_runs.set()
gate.stock_runs.wait()
import stock.items
