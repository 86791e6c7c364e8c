import importlib

import colours

number, text = colours.Number.RED, colours.Text.RED
bits, point = colours.Bits.RED, colours.Point()
importlib.reload(colours)

print("IntEnum:", number == colours.Number.RED)
#> IntEnum: True
print("StrEnum:", text == colours.Text.RED)
#> StrEnum: True
print("Flag:", bits == colours.Bits.RED)
#> Flag: False
print("NamedTuple:", point == colours.Point())
#> NamedTuple: True

print("is:", number is colours.Number.RED)
#> is: False
print("isinstance:", isinstance(number, colours.Number))
#> isinstance: False
