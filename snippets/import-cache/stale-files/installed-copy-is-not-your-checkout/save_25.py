from pathlib import Path

Path("checkout/src/shop/__init__.py").write_text("PRICE = 25\n")
