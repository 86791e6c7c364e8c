tea = 10
