stock = {"tea": 3, "milk": 1}
stock["tea"] = 5
print(list(stock))
#> ['tea', 'milk']

del stock["tea"]
stock["tea"] = 5
print(list(stock))
#> ['milk', 'tea']
