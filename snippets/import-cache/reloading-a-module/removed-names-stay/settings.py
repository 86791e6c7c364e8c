colour = "red"
size = 10
