import time
from time import sleep


def through_the_module():
    return time.sleep(0)


def through_the_name():
    return sleep(0)
