prices = {}
try:
    prices[["tea", "milk"]] = 3
except TypeError as error:
    print(error)
    #> cannot use 'list' as a dict key (unhashable type: 'list')
