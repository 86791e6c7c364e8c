def greet():
    print("second")
    #> second


print("first")
#> first
greet()

#= printed in this order: 2, 1
