lazy from basket import Basket

EMPTY = Basket()
