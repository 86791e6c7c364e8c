import sys

import garden.beds.roses
#> running garden
#> running garden.beds
#> running garden.beds.roses

print([name for name in sys.modules if "garden" in name])
#> ['garden', 'garden.beds', 'garden.beds.roses']
