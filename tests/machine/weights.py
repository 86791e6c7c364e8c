"""Outputs of CPython, each line with its weight: `S` strong, `q` quiet, `p` quiet and not wrapped, `.` as any other."""

NAMES = {"S": "strong", "q": "quiet", "p": "pointed", ".": ""}
CASES = {
    "text": """
. Hello
.   indented
. ValueError: not a traceback
""",
    "traceback": """
q Traceback (most recent call last):
q   File "main.py", line 1, in <module>
p     import customers
p     ^^^^^^^^^^^^^^^^
q   File "customers.py", line 1, in <module>
q     from orders import Order
q   [Previous line repeated 993 more times]
S ImportError: cannot import name 'Customer'
""",
    "message of several lines": """
. before
q Traceback (most recent call last):
q   File "main.py", line 1, in <module>
S ValueError: one
S   two
.
S three
""",
    "chained": """
q Traceback (most recent call last):
q   File "main.py", line 2, in <module>
p     {}["a"]
p     ~~^^^^^
S KeyError: 'a'
.
q During handling of the above exception, another exception occurred:
.
q Traceback (most recent call last):
q   File "main.py", line 4, in <module>
S RuntimeError
.
q The above exception was the direct cause of the following exception:
.
q Traceback (most recent call last):
q   File "main.py", line 6, in <module>
S shop.Trouble: no
""",
    "group": """
q   + Exception Group Traceback (most recent call last):
q   |   File "main.py", line 1, in <module>
p   |     raise ExceptionGroup("eg", [ValueError(1), TypeError()])
p   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
S   | ExceptionGroup: eg (2 sub-exceptions)
q   +-+---------------- 1 ----------------
q     | Traceback (most recent call last):
q     |   File "main.py", line 1, in <module>
S     | ValueError: 1
q     +---------------- 2 ----------------
S     | TypeError
q     +------------------------------------
""",
    "syntax error": """
q   File "main.py", line 1
p     rate = = 1.1
p            ^
S SyntaxError: invalid syntax
""",
    "syntax error of a module": """
q Traceback (most recent call last):
q   File "main.py", line 1, in <module>
q     import rates
q   File "rates.py", line 1
p     rate = = 1.1
p            ^
S SyntaxError: invalid syntax
""",
    "warning": """
S main.py:3: DeprecationWarning: reload() is deprecated
q   imp.reload(module)
. after
S <frozen runpy>:<line>: RuntimeWarning: 'pkg.tool' found in sys.modules
S sys:1: ResourceWarning: unclosed file
""",
    "exception that is ignored": """
. Exception ignored in: <function f at 0x1>
q Traceback (most recent call last):
q   File "main.py", line 2, in f
S AttributeError: x
""",
}
