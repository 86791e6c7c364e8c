import importlib
from pathlib import Path

import invoice
import rates

Path("rates.py").write_text('RATE = "changed"\n')

importlib.reload(invoice)
print("invoice:", invoice.RATE, invoice.rates.RATE)
#> invoice: old old

importlib.reload(rates)
print("rates:", invoice.RATE, invoice.rates.RATE)
#> rates: old changed

importlib.reload(invoice)
print("invoice again:", invoice.RATE, invoice.rates.RATE)
#> invoice again: changed changed
