try:
    super(int, "text")
except TypeError as error:
    print(error)
    #> super(type, obj): obj (instance of str) is not an instance or subtype of type (int).
