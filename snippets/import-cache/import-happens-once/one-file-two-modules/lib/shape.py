print("running as", __name__)


class Circle:
    pass
