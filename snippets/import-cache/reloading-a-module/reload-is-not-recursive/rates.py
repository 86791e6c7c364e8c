RATE = "old"
