import prices

print(prices.TAX)
