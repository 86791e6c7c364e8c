from concurrent import interpreters

colours = ["red"]


def look():
    colours.append("blue")
    return __name__, colours


if __name__ == "__main__":
    other = interpreters.create()
    print("there:", *other.call(look))
    #> there: <fake __main__> ['red', 'blue']
    print("here:", __name__, colours)
    #> here: __main__ ['red']
    other.close()

# /// script
# requires-python = ">=3.14"
# ///
