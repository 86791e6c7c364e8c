import sys
import types

sys.modules[__name__] = types.ModuleType(__name__)
