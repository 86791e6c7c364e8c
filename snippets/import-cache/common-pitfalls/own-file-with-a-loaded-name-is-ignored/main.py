import os
import time

print("my os:", hasattr(os, "lucky_number"))
#> my os: False
print("my time:", hasattr(time, "lucky_number"))
#> my time: False
