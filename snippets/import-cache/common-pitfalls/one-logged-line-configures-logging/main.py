import logging
import sys

import careful_library

logging.basicConfig(level=logging.INFO, stream=sys.stdout)
logging.info("you do not see this")
print(logging.getLevelName(logging.getLogger().level))
#> WARNING
