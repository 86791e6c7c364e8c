class Shape:
    def __init__(self):
        self.sides = 0


class Square(Shape):
    def __init__(self):
        super(Square, self).__init__()


class Circle(Shape):
    def __init__(self):
        super().__init__()
