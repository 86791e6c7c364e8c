visits = 0
