# %% [markdown]
# # Reload and <code>%autoreload</code> in a notebook
#
# You edit a module, run your cell again, and Jupyter still prints the old result.
# Or some of your objects are new and some are old, with `%autoreload 2` or without.

# %% [markdown]
# !!! short front "You saved the file, and your notebook keeps the old numbers"
#
#     **You see** old values in Jupyter or IPython, after you saved the module and ran the cell again.
#
#     **It means** the kernel keeps what it has imported; `%autoreload 2` renews the module, and not all that you took out of it.
#     Some edits do not even reach the module, and no message appears.
#
#     **Try** `%autoreload 2` with `prices.total(...)` in place of [a name that you took with `from`](#after-the-file-has-run-again-names-taken-with-from-are-stale).
#     After [an edit that goes unnoticed](#a-changed-dataclass-field-or-base-class-goes-unnoticed), run `importlib.reload(prices)` and make your objects again, or switch to [`%autoreload 2-`](#with-autoreload-2-the-whole-file-runs-after-every-edit).
#     For the message "Failed to reload module", see [its section](#failed-to-reload-module-the-old-code-goes-on); when in doubt, restart the kernel and run all cells.

# %% [markdown]
# This page is a notebook.
# The build runs its cells in order in one new kernel, on one Python, and shows below each cell what the kernel printed.
# The way in which `%autoreload` works is that of IPython 9.

# %% [markdown]
# ## A folder for the modules, and an editor
#
# `save` writes a file at once.
# `edit` waits until its cell has ended: it stands for you, saving the file in your editor between this cell and the next.
# A cell that calls `edit` and nothing else stands for a save between two cells.
# Where one more cell would change what IPython does, `edit` is the last line of another cell instead.
# Each save gets a later time stamp, because Python and `%autoreload` look at the time stamp to see whether a file has changed.

# %%
import importlib
import os
import sys
import tempfile
from itertools import count
from pathlib import Path
from IPython import get_ipython

folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)
clock = count(1)
edits = []


def save(name, source):
    path = Path(folder.name, name)
    path.write_text(source)
    now = next(clock)
    os.utime(path, (now, now))
    importlib.invalidate_caches()  # the file may be new


def edit(name, old, new):
    edits.append((name, old, new))


def save_edits(result):
    for name, old, new in edits:
        save(name, Path(folder.name, name).read_text().replace(old, new))
    edits.clear()


get_ipython().events.register("post_run_cell", save_edits)

# %% [markdown]
# ## <code>importlib.reload</code> changes the module, not your names
#
# You change the rate from 10 to 20, and the function adds it twice.

# %%
save("rates.py", """
RATE = 10

def total(amount):
    return amount + RATE

class Tea:
    pass
""")
import rates
from rates import RATE, Tea, total

tea = Tea()
edit("rates.py", "RATE = 10", "RATE = 20")
edit("rates.py", "amount + RATE", "amount + 2 * RATE")

# %% [markdown]
# [`importlib.reload`](https://docs.python.org/3/library/importlib.html#importlib.reload) runs the file again, in the same module object.

# %%
importlib.reload(rates)
print("rates.total(100):", rates.total(100))
print("total(100):", total(100))
print("RATE:", RATE)
print("tea is a rates.Tea:", isinstance(tea, rates.Tea))
#> rates.total(100): 140
#> total(100): 120
#> RATE: 10
#> tea is a rates.Tea: False

# %% [markdown]
# `rates.total` is new.
# Your own `total` gives a result that neither version of the file would give.
# It is the old function, without the `2 *`, but it looks up `RATE` in the module when it is called, and there it finds the new 20.
# Your own `RATE` is still the old number.
# `tea` still belongs to the old class, and the module now holds another one.
# [References taken before a reload](../reload-keeps-old-references/) has a chapter of its own.
#
# ## An edit right after the import runs the whole file again
#
# [`%autoreload 2`](https://ipython.readthedocs.io/en/stable/config/extensions/autoreload.html) looks for changed files just before each cell runs.
# You load it first, as most notebooks do.

# %%
# %load_ext autoreload
# %autoreload 2
import IPython

print("IPython", IPython.version_info[0])
#> IPython 9

# %% [markdown]
# Then you import a module, go to your editor, and save an edit before you run the next cell.

# %%
save("prices.py", """
print("prices.py runs")

sold = []

def total(amount):
    return amount + 10

class Tea:
    def label(self):
        return "green tea"
""")
import prices
from prices import Tea, total

tea = Tea()
prices.sold.append(tea)
edit("prices.py", "amount + 10", "amount + 20")
#> prices.py runs

# %%
print("total(100):", total(100))
print("things sold:", len(prices.sold))
print("total is prices.total:", total is prices.total)
#> prices.py runs
#> total(100): 120
#> things sold: 0
#> total is prices.total: False

# %% [markdown]
# The result is new, but the file ran a second time, and what the module had collected in `sold` is gone.
# To see what you changed, IPython needs the old text of the file.
# It stores the text of a new module when it looks for changes, which is before a cell.
# It last looked before the cell that imported `prices`, so it has no old text.
# Then it empties the module and runs the whole file.
#
# **Fix:** run one more cell between an import and your first edit.
# The cell `pass` will do, an empty one will not.
#
# ## After the file has run again, names taken with <code>from</code> are stale
#
# You save a second edit, to the same function.

# %%
edit("prices.py", "amount + 20", "amount + 30")

# %%
print("total(100):", total(100))
print("prices.total(100):", prices.total(100))
print("tea is a Tea:", isinstance(tea, Tea))
print("tea is a prices.Tea:", isinstance(tea, prices.Tea))
#> total(100): 120
#> prices.total(100): 130
#> tea is a Tea: False
#> tea is a prices.Tea: True

# %% [markdown]
# This time only `prices.total` is new.
# When the file ran again, the module got a new function and a new class.
# IPython copied the new code into your old `total` once.
# Later edits go to the function that the module holds now, and yours is not that one.
# Your `total` stays at 120 until you import it again, or until the whole file runs again for another reason.
#
# The old object `tea` was moved to the new class.
# The name `Tea` in your notebook still means the old class, so an `isinstance`, an `except` or a `singledispatch` with this name misses the objects of the new class.
# IPython knows this limit ([ipython#13258](https://github.com/ipython/ipython/issues/13258)).
#
# **Fix:** import the names again, or write `prices.total` and `prices.Tea`.
# The line `from prices import total` in another module leaves a stale name there, too.

# %%
from prices import Tea, total

print("total(100):", total(100))
print("total is prices.total:", total is prices.total)
print("tea is a Tea:", isinstance(tea, Tea))
#> total(100): 130
#> total is prices.total: True
#> tea is a Tea: True

# %% [markdown]
# ## Later edits put new code into the functions that are there
#
# Now IPython has the old text, and your names lead to the objects of the module.
# You edit a function and a method.

# %%
label = tea.label
prices.sold.append(tea)
edit("prices.py", "amount + 30", "amount + 40")
edit("prices.py", "green tea", "black tea")

# %%
print("total(100):", total(100))
print("tea.label():", tea.label())
print("label():", label())
print("things sold:", len(prices.sold))
#> total(100): 140
#> tea.label(): black tea
#> label(): black tea
#> things sold: 1

# %% [markdown]
# The function that you imported by name is up to date.
# So are the object made before and the method taken from it.
# The line `prices.py runs` is missing, and `sold` keeps what was in it: the file did not run again.
# IPython 9 compares the old text with the new one and puts the new code into the functions that are there ([ipython#14500](https://github.com/ipython/ipython/pull/14500)).
# IPython 8 ran the whole file after every edit.
#
# One thing gets lost: the place of the function in the file.

# %%
print("line of total:", prices.total.__code__.co_firstlineno)
#> line of total: 1

# %% [markdown]
# The file has `total` in line 6.
# So a traceback that goes through an edited function names a wrong line of the file ([ipython#15359](https://github.com/ipython/ipython/issues/15359)).
#
# **Fix:** call `importlib.reload(prices)`, repeat the error with `prices.total`, and read that traceback.
#
# ## A number or a closure that you hold stays old

# %%
save("menu.py", """
RATE = 20

def adder(step):
    def add(amount):
        return amount + step
    return add
""")
import menu
from menu import RATE, adder

plus_one = adder(1)

# %%
edit("menu.py", "RATE = 20", "RATE = 30")
edit("menu.py", "amount + step", "amount + 10 * step")

# %%
print("menu.RATE:", menu.RATE)
print("RATE:", RATE)
print("adder(1)(100):", adder(1)(100))
print("plus_one(100):", plus_one(100))
#> menu.RATE: 30
#> RATE: 20
#> adder(1)(100): 110
#> plus_one(100): 101

# %% [markdown]
# Only what the module itself holds is patched.
# `RATE` is a name in your notebook for the number 20, and a number has no code to replace.
# `plus_one` came out of a call, and the module does not know that it exists.
#
# **Fix:** write `menu.RATE`, and call `adder` again.
#
# ## A constant changes, and what was computed from it does not
#
# `DOUBLE`, a default of a function and an attribute of a class are computed from `RATE`.
# You change `RATE` alone.

# %%
save("derived.py", """
RATE = 10
DOUBLE = 2 * RATE

def total(amount, rate=RATE):
    return amount + rate

class Tea:
    rate = RATE
""")
import derived

# %%
edit("derived.py", "RATE = 10", "RATE = 20")

# %%
print("RATE:", derived.RATE)
print("DOUBLE:", derived.DOUBLE)
print("total(100):", derived.total(100))
print("Tea.rate:", derived.Tea.rate)
#> RATE: 20
#> DOUBLE: 20
#> total(100): 110
#> Tea.rate: 10

# %% [markdown]
# With a rate of 20, `DOUBLE` should be 40.
# IPython carries out the changed line and no other, and no message appears.
# An edited function is no different: a line `LIMIT = compute()` does not run again when you edit `compute`.
#
# **Fix:** `importlib.reload(derived)`, or `%autoreload 2-`, which has a section below.
#
# ## Some changed lines run the whole file again
#
# A function can be patched, but a loop at the top of a file has to be run.
# This cell changes one line of a module at a time, and tells whether the whole file ran.
# It looks at a function that was not edited: after a run of the file, the module holds another one.
# `%autoreload now` does at once what mode 2 does before a cell.

# %%
HEAD = """
import enum
from functools import lru_cache

def make(text):
    return text

def probe(): ...
"""
numbers = count()


def whole_file_runs(old, new):
    name = f"case_{next(numbers)}"
    save(f"{name}.py", HEAD + old)
    case = importlib.import_module(name)
    get_ipython().run_line_magic("autoreload", "now")
    probe = case.probe
    save(f"{name}.py", HEAD + new)
    get_ipython().run_line_magic("autoreload", "now")
    return case.probe is not probe


for line in [
    "X = 'old'",
    "X = str('old')",
    "import enum as old",
    "if True: X = 'old'",
    "X = make('old')",
    "X, Y = 'old', 1",
    "for X in ['old']: ...",
    "class X(enum.Enum): A = 'old'",
    "@lru_cache\ndef x(): return 'old'",
]:
    whole = whole_file_runs(line, line.replace("old", "new"))
    print("whole file |" if whole else "that line  |", line.replace("\n", " "))
#> that line  | X = 'old'
#> that line  | X = str('old')
#> that line  | import enum as old
#> that line  | if True: X = 'old'
#> whole file | X = make('old')
#> whole file | X, Y = 'old', 1
#> whole file | for X in ['old']: ...
#> whole file | class X(enum.Enum): A = 'old'
#> whole file | @lru_cache def x(): return 'old'

# %% [markdown]
# IPython carries out an import alone, and an assignment of literals and built-in calls ([ipython#14753](https://github.com/ipython/ipython/pull/14753)).
# It runs the whole file for any other call, a `print` too, for a loop, for a member of an `Enum`, and for `import a.b` or `import *`.
# It also runs the whole file for a function that `lru_cache` has wrapped, because the wrapper has no code to replace.
# A name that you took with `from` still leads to the old wrapper, and so to the old code.
#
# **Fix:** after such an edit, import again what you took with `from`, and collect again what the module had collected.
#
# ## A changed dataclass field or base class goes unnoticed
#
# You edit five classes in one save: a dataclass, a `NamedTuple`, a class with a decorator, a class with a base, and an `IntEnum`.

# %%
save("shapes.py", """
import enum
from dataclasses import dataclass
from typing import NamedTuple

def named(name):
    def decorate(cls):
        cls.name = name
        return cls
    return decorate

@dataclass
class Point:
    x: int = 1

class Pair(NamedTuple):
    left: int = 1

@named("old")
class Circle: ...

class Food: tax = 0
class Drink: tax = 20
class Tea(Food): ...

class Size(enum.IntEnum):
    SMALL = 1
""")
import shapes


def show():
    print(shapes.Point(), "with the attribute", shapes.Point.x)
    print(shapes.Pair())
    print("Circle is named", shapes.Circle.name)
    print("tax on Tea:", shapes.Tea.tax)
    print("sizes:", len(shapes.Size))


# %%
edit("shapes.py", "x: int = 1", "x: int = 2\n    y: int = 5")
edit("shapes.py", "left: int = 1", "left: int = 2")
edit("shapes.py", '@named("old")', '@named("new")')
edit("shapes.py", "Tea(Food)", "Tea(Drink)")
edit("shapes.py", "SMALL = 1", "SMALL = 1\n    LARGE = 2")

# %%
show()
#> Point(x=1) with the attribute 2
#> Pair(left=1)
#> Circle is named old
#> tax on Tea: 0
#> sizes: 1

# %% [markdown]
# All five are old, and no message appears.
# IPython looks into the body of a class and sets what has changed there, such as the attribute `Point.x`.
# But `@dataclass` has already written the 1 into `__init__`, and nobody calls `@dataclass` again.
# `NamedTuple` and `IntEnum` also read the body only once, when the class is made.
# The argument of a decorator and the base classes are not in the body, so IPython does not see that they changed.
#
# The docstring of a class and the annotations of a function stay as they were, too.
# Some edits to such classes do run the whole file: a field without a default, a field with `field(...)`, another value for a member of an `IntEnum`.
#
# **Fix:** reload the module yourself, import its classes again, and make your objects again.

# %%
importlib.reload(shapes)
show()
#> Point(x=2, y=5) with the attribute 2
#> Pair(left=2)
#> Circle is named new
#> tax on Tea: 20
#> sizes: 2

# %% [markdown]
# ## A branch that is not taken is carried out
#
# The last two lines of this module are for `python settings.py`.
# An import does not run them.

# %%
save("settings.py", """
RATE = 10

if __name__ == "__main__":
    RATE = 0
""")
import settings

# %%
edit("settings.py", "RATE = 10", "RATE = 20")

# %%
print("RATE:", settings.RATE)
edit("settings.py", "RATE = 0", "RATE = 1")
#> RATE: 10

# %%
print("RATE:", settings.RATE)
#> RATE: 1

# %% [markdown]
# The first edit is lost: an import of this file gives 20.
# The second edit is carried out, although `__name__` is not `"__main__"` here.
# IPython does not ask which branch of an `if` runs: it reads the lines of all branches as if they stood at the top of the file.
# Where several lines set one name, it looks only at the last of them.
# It does the same with `try` and `except`, and it carries out a new import below `if TYPE_CHECKING:`.
#
# **Fix:** `importlib.reload(settings)` after an edit to such a block, or to a name that the block sets.
#
# ## A method that uses <code>self.__name</code> fails after an edit

# %%
save("till.py", """
class Till:
    def __init__(self):
        self.__cash = 100

    def count(self):
        return f"{self.__cash} euros"
""")
import till

mine = till.Till()

# %%
edit("till.py", "euros", "pounds")

# %%
try:
    mine.count()
except AttributeError as error:
    print(error)
#> 'Till' object has no attribute '_autoreload_class____cash'

# %% [markdown]
# **Cause:** you changed one word of the text, and IPython compiles the edited method alone, in a class called `__autoreload_class__`.
# Python [puts the name of the class](https://docs.python.org/3/reference/expressions.html#private-name-mangling) before a name that begins with two underscores.
# It takes the name of that class, so the method no longer finds its attribute.
# An edit to a method that is itself called `__name` is lost without a message, for the same reason.
# A method that calls `super()` for the first time fails as well, with a `TypeError`, and a new method that calls it fails with `RuntimeError: super(): __class__ cell not found`.
# An edit to a method that called `super()` before is safe.
#
# **Fix:** `importlib.reload(till)`, and make the objects again.
# Or name the attribute `_cash`, with one underscore.
#
# ## <code>Failed to reload module</code>: the old code goes on
#
# You save a file with a colon missing.
# With your next cell, IPython prints a long traceback, twice.
# Here are the first line of the first one, the first line of the second one, and the error.

# %%
import io
from contextlib import redirect_stderr


def first_messages():
    with redirect_stderr(io.StringIO()) as log:
        get_ipython().run_line_magic("autoreload", "now")
    lines = log.getvalue().replace(folder.name + os.sep, ".../").splitlines()
    print(lines[0])
    print(next(line for line in lines if line.startswith("[autoreload")))
    print(lines[-2])


path = Path(folder.name, "prices.py")
save("prices.py", path.read_text().replace("class Tea:", "class Tea"))
first_messages()
print("total(100):", total(100))
#> Failed to reload module 'prices' from file '.../prices.py'
#> [autoreload of prices failed: Traceback (most recent call last):
#> SyntaxError: expected ':'
#> total(100): 140

# %% [markdown]
# **Cause:** the new text cannot be compiled, so the cell runs with the last code that worked.
# The message appears once for each save, and not again before the next one.
# The first traceback is a log record: after `logging.basicConfig()` it begins with `ERROR:autoreload:Failed to reload`, and with a log file it is in that file.
#
# **Fix:** repair the file, save it, and run the cell again.

# %%
edit("prices.py", "class Tea", "class Tea:")

# %% [markdown]
# ## <code>Failed to reload module</code>: and yet the module is new
#
# The message has a second meaning.

# %%
save("baskets.py", """
from dataclasses import dataclass, field

@dataclass
class Basket:
    size: int = 1
""")
import baskets
from baskets import Basket

# %%
text = Path(baskets.__file__).read_text()
save("baskets.py", text + "    items: list = field(default_factory=list)")
first_messages()
print(baskets.Basket())
print(Basket())
#> Failed to reload module 'baskets' from file '.../baskets.py'
#> [autoreload of baskets failed: Traceback (most recent call last):
#> ValueError: __init__() requires a code object with 0 free vars, not 2
#> Basket(size=1, items=[])
#> Basket(size=1)

# %% [markdown]
# **Cause:** the file ran to its end, and the module has the new class.
# Then IPython tried to turn your old class into the new one, and that failed.
# Changed `__slots__` end in the same way, with `TypeError: __class__ assignment: ... object layout differs`.
#
# **Fix:** look at the last line of the traceback that begins with `File`.
# If it names your file, repair the file.
# If it ends with `in update_function` or `in update_instances`, the module is new: import your names again and make your objects again.
#
# ## A failed import loses the other edits of that save
#
# You change a function and add an import in one save, and the import fails.

# %%
source = path.read_text().replace("amount + 40", "amount + 50")
save("prices.py", "import no_such_module\n" + source)
first_messages()
#> Failed to reload module 'prices' from file '.../prices.py'
#> [autoreload of prices failed: Traceback (most recent call last):
#> ModuleNotFoundError: No module named 'no_such_module'

# %% [markdown]
# You take the import out again, and save.

# %%
edit("prices.py", "import no_such_module\n", "")

# %%
print("total(100):", total(100))
print("prices.total(100):", prices.total(100))
#> total(100): 140
#> prices.total(100): 140

# %% [markdown]
# **Cause:** the file says 50, no message appears, and the function adds 40, because IPython has stored the text of the failed save as the old text.
# The repaired text differs from it in the import alone, so nothing else is carried out.
# A failed line such as `LIMIT = int("a")`, which IPython carries out alone, loses them as well.
# After a syntax error this does not happen: that text is not stored.
#
# **Fix:** `importlib.reload(prices)`, and import your names again.

# %%
importlib.reload(prices)
print("prices.total(100):", prices.total(100))
#> prices.py runs
#> prices.total(100): 150

# %% [markdown]
# ## An edit during the cell that imports is never seen
#
# A cell imports a module and then works for a minute, and you save an edit in that minute.

# %%
save("slow.py", """
def first():
    return "old"

def second():
    return "old"
""")
import slow

save("slow.py", """
def first():
    return "new"

def second():
    return "old"
""")

# %%
print("first:", slow.first())
edit("slow.py", "old", "new")
#> first: old

# %%
print("first:", slow.first())
print("second:", slow.second())
#> first: old
#> second: new

# %% [markdown]
# IPython notes the time stamp of a new module when the cell has ended, and stores its text before the next cell.
# Both were already those of your edit, so IPython takes the edit for the old state, and compares the next save with it.
# An edit to an imported module that you saved before `%load_ext autoreload` is lost in the same way.
# A file with an older time stamp than before is not looked at either, for example a backup that was copied back with its time.
#
# **Fix:** `importlib.reload(slow)`.
#
# ## See what IPython has done
#
# Three signs tell you which of these cases you have.
#
# - `%autoreload 2 -p` prints `Reloading 'prices'.` when IPython has noticed that you saved the file. No such line: the edit was not seen.
# - A `print` at the top of the file shows that the whole file ran.
# - `total is prices.total` is `False` when the name in your notebook is stale, or will be after the next edit.

# %%
# %autoreload 2 -p
from prices import total

edit("prices.py", "amount + 50", "amount + 60")

# %%
print("total is prices.total:", total is prices.total)
edit("prices.py", "prices.py runs", "prices.py runs once more")
#> Reloading 'prices'.
#> total is prices.total: True

# %%
print("total is prices.total:", total is prices.total)
#> Reloading 'prices'.
#> prices.py runs once more
#> total is prices.total: False

# %% [markdown]
# The first edit went into the function, the second one ran the file.
#
# ## With <code>%autoreload 2-</code> the whole file runs after every edit
#
# With a minus behind the 2, IPython does not compare texts.
# It empties the module and runs the file after each edit, as IPython 8 did.

# %%
# %autoreload 2-
save("offer.py", """
print("offer.py runs")
from dataclasses import dataclass

RATE = 10
DOUBLE = 2 * RATE

def total(amount):
    return amount + DOUBLE

@dataclass
class Point:
    x: int = 1
""")
import offer
from offer import Point, total

edit("offer.py", "RATE = 10", "RATE = 20")
edit("offer.py", "x: int = 1", "x: int = 2")
#> offer.py runs

# %%
print("total(100):", total(100))
print("offer.Point():", offer.Point())
edit("offer.py", "amount + DOUBLE", "amount + 2 * DOUBLE")
#> offer.py runs
#> total(100): 140
#> offer.Point(): Point(x=2)

# %%
print("total(100):", total(100))
print("a new Point is a Point:", isinstance(offer.Point(), Point))
#> offer.py runs
#> total(100): 180
#> a new Point is a Point: False

# %% [markdown]
# The module is what the file says: computed constants, fields, base classes, branches, `self.__name` and the lines in a traceback are right.
# A plain function that you took with `from` follows every edit, because every run copies the new code into it.
# A function in a wrapper, a number and a class that you took with `from` do not follow.
# And whatever the module has collected is gone after each edit.
#
# ## With <code>%autoreload 3</code> a module overwrites your names
#
# Mode 3 also runs the whole file after each edit.
# Then it copies new values into your notebook.

# %%
# %autoreload 3
save("extra.py", "rate = 10")
rate = "mine"
import extra

edit("extra.py", "10", "20")

# %%
print("rate:", rate)
#> rate: 20

# %% [markdown]
# Your own `rate` is gone, without a message.
# Once a cell in mode 3 has taken names from that module with `from`, mode 3 copies only these.
# So a number that you took with `from` follows the file, as in no other mode.
#
# ## With <code>%aimport</code> you choose the modules that are watched
#
# `%autoreload 1` watches only the modules that you have named: `%aimport prices` imports the module and names it.
# In every mode, `%aimport -prices` leaves a module out.
# Leave out a module that holds a connection or the result of a long computation.

# %%
# %autoreload 2
# %aimport -prices
edit("prices.py", "amount + 60", "amount + 70")

# %%
print("prices.total(100):", prices.total(100))
#> prices.total(100): 160

# %% [markdown]
# ## What to do
#
# - Run one more cell between an import and your first edit, and save nothing while the cell that imports is still running.
# - Put a `print` at the top of the file that you are working on, and use `%autoreload 2 -p`.
# - Reload the module yourself, with `importlib.reload(prices)`, after an edit to a dataclass field, a default of a `NamedTuple`, a base class, the decorator of a class, a constant that others are computed from, a line below `if` or `try`, a method that uses `self.__name`, or one that calls `super()` for the first time. Then import your names again and make your objects again.
# - Where you edit such lines often, use `%autoreload 2-`, and collect results in the notebook and not in the module.
# - Before you believe a result, restart the kernel and run all cells.
