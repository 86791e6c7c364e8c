import garden

try:
    print(garden.roses)
except AttributeError as error:
    print(error)
    #> module 'garden' has no attribute 'roses'

import florist

print(garden.roses.colour)
#> red
