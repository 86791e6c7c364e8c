from pathlib import Path

Path("checkout/src/shop/old.py").unlink()
