import time
from time import sleep


def by_module():
    return time.sleep(0)


def by_name():
    return sleep(0)
