from concurrent import interpreters


def load(name):
    try:
        __import__(name)
    except ImportError as error:
        return f"ImportError: {error}"
    return "imported"


print("here:", load("readline"))
#> here: imported
other = interpreters.create()
for name in ["math", "readline"]:
    print("there:", other.call(load, name))
    #> there: imported
    #> there: ImportError: module readline does not support loading in subinterpreters
other.close()

# /// script
# requires-python = ">=3.14"
# [tool.deepcuts]
# systems = ["linux", "darwin"]
# ///
