from pathlib import Path

import discounts

print("imported", Path(discounts.__file__).name)
