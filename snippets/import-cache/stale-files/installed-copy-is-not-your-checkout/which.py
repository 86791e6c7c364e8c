from pathlib import Path

import shop

where = Path(shop.__file__).parent.parent.name
print("PRICE", shop.PRICE, "from", where)
