print("pkg.sub executing")
value = "old"
