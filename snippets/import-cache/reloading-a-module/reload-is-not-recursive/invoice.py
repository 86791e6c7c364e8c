import rates
from rates import RATE
