import enum
from typing import NamedTuple


class Number(enum.IntEnum):
    RED = 1


class Text(enum.StrEnum):
    RED = "red"


class Bits(enum.Flag):
    RED = 1


class Point(NamedTuple):
    x: int = 1
