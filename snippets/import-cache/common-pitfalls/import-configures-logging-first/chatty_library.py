import logging

logging.basicConfig(level=logging.ERROR)
