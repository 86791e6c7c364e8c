import logging

logging.debug("careful_library is being imported")
