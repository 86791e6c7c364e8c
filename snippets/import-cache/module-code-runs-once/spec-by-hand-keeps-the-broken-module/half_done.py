first = 1
raise RuntimeError("no second")
second = 2
