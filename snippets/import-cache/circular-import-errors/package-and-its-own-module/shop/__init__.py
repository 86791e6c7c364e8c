from .core import title

VERSION = "1.0"
