import sys


def test_name():
    print(__name__, "| in sys.modules:", __name__ in sys.modules)
    print("first on the path:", sys.path[0].rpartition("/")[2])
