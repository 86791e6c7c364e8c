import sys


def greet(name):
    print("Hello", name)
    #> Hello Ada
    #> Hello Grace


for name in ["Ada", "Grace"]:
    greet(name)
print("careful", file=sys.stderr)
#! careful
