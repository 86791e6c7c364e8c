import logging
import sys

import chatty_library

logging.basicConfig(level=logging.INFO, stream=sys.stdout)
logging.info("you do not see this")
print(logging.getLevelName(logging.getLogger().level))
#> ERROR

logging.basicConfig(
    level=logging.INFO, stream=sys.stdout, force=True
)
logging.info("you see this")
#> INFO:root:you see this
