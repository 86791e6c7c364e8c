import sys

sys.path.append(".")
import shop.customers
