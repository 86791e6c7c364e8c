visits = []

try:
    cache
except NameError:
    cache = {}
