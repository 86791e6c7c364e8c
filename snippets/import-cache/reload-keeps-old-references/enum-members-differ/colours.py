import enum

MISSING = object()


class Colour(enum.Enum):
    RED = 1
