# %% [markdown]
# # Reload and %autoreload in a notebook
#
# You edit a module, run your cell again, and the notebook still prints the old result.
# Or some of your objects are new and some are old.
# Here you see what `importlib.reload` and `%autoreload 2` replace in a running kernel, and what they leave as it was.
#
# This page is a notebook.
# The build runs its cells in order in one new kernel, on one Python, and shows below each cell what the kernel printed.
# The last line of the page says which.
#
# First, a module in a temporary folder.
# `save` and `edit` stand for your editor.
# Each save gets a later time stamp, because Python and `%autoreload` look at the time stamp to see whether a file has changed.

# %%
import os
import sys
import tempfile
from itertools import count
from pathlib import Path

folder = tempfile.TemporaryDirectory()
sys.path.insert(0, folder.name)
path = Path(folder.name, "prices.py")
clock = count(1)


def save(source):
    path.write_text(source)
    now = next(clock)
    os.utime(path, (now, now))


def edit(old, new):
    save(path.read_text().replace(old, new))


# %%
save("""
print("prices.py runs")

RATE = 10
sold = []

def total(amount):
    return amount + RATE

def adder(step):
    def add(amount):
        return amount + step
    return add

class Food:
    tax = 0

class Drink:
    tax = 20

class Tea(Food):
    def label(self):
        return "green tea"
""")

# %%
import prices
from prices import RATE, Tea, total

tea = Tea()
print(total(100))
#> prices.py runs
#> 110

# %% [markdown]
# ## importlib.reload changes the module, not your names
#
# You change the rate from 10 to 20, and the function adds it twice.
# [`importlib.reload`](https://docs.python.org/3/library/importlib.html#importlib.reload) runs the file again, in the same module object.

# %%
import importlib

edit("RATE = 10", "RATE = 20")
edit("amount + RATE", "amount + 2 * RATE")
importlib.reload(prices)
print("prices.total(100):", prices.total(100))
print("total(100):", total(100))
print("RATE:", RATE)
print("tea is a prices.Tea:", isinstance(tea, prices.Tea))
#> prices.py runs
#> prices.total(100): 140
#> total(100): 120
#> RATE: 10
#> tea is a prices.Tea: False

# %% [markdown]
# `prices.total` is new.
# Your own `total` gives a result that neither version of the file would give.
# It is the old function, without the `2 *`, but it looks up `RATE` in the module when it is called, and there it finds the new 20.
# Your own `RATE` is still the old number.
# `tea` still belongs to the old class, and the module now holds another one.
# [References taken before a reload](../reload-keeps-old-references/) has a chapter of its own.
#
# ## With %autoreload 2 existing functions get new code
#
# [`%autoreload 2`](https://ipython.readthedocs.io/en/stable/config/extensions/autoreload.html) looks for changed files just before each cell runs.
# It cannot repair names that an earlier reload has left behind, so import them again.

# %%
# %load_ext autoreload
# %autoreload 2
import IPython
from prices import RATE, Tea, adder, total

tea = Tea()
label = tea.label
plus_one = adder(1)
prices.sold.append(tea)
print("IPython", IPython.version_info[0])
#> IPython 9

# %% [markdown]
# Now four edits.
# The cell that makes them still gets the old result: when it edits the file, `%autoreload` has already looked.

# %%
edit("RATE = 20", "RATE = 30")
edit("2 * RATE", "3 * RATE")
edit("amount + step", "amount + 10 * step")
edit("green tea", "the black tea")
print("total(100):", total(100))
#> total(100): 140

# %%
print("total(100):", total(100))
print("total is prices.total:", total is prices.total)
print("tea.label():", tea.label())
print("label():", label())
print("things sold:", len(prices.sold))
#> total(100): 190
#> total is prices.total: True
#> tea.label(): the black tea
#> label(): the black tea
#> things sold: 1

# %% [markdown]
# No cell called `reload`, and the function that you imported by name is up to date.
# So are the object made before and the method taken from it.
# The line `prices.py runs` is missing, and `sold` keeps what was in it: the file did not run again.
# IPython 9 compares the old source with the new one and puts the new code into the functions that are there ([ipython#14500](https://github.com/ipython/ipython/pull/14500)).
#
# ## A number or a closure that you hold stays old

# %%
print("prices.RATE:", prices.RATE)
print("RATE:", RATE)
print("adder(1)(100):", adder(1)(100))
print("plus_one(100):", plus_one(100))
#> prices.RATE: 30
#> RATE: 20
#> adder(1)(100): 110
#> plus_one(100): 101

# %% [markdown]
# Only what the module itself holds is patched.
# `RATE` is a name in your notebook for the number 20, and a number has no code to replace.
# `plus_one` came out of a call, and the module does not know that it exists.
#
# ## A changed line that runs makes the whole file run again
#
# A function can be patched, but a call at the top of a file has to be run.
# If such a line changes, IPython empties the module and runs the whole file.
# A changed [`enum`](https://docs.python.org/3/library/enum.html) does the same.

# %%
edit("prices.py runs", "prices.py runs once more")

# %%
print("things sold:", len(prices.sold))
print("tea.label():", tea.label())
print("tea is a prices.Tea:", isinstance(tea, prices.Tea))
print("tea is a Tea:", isinstance(tea, Tea))
#> prices.py runs once more
#> things sold: 0
#> tea.label(): the black tea
#> tea is a prices.Tea: True
#> tea is a Tea: False

# %% [markdown]
# What the module had collected in `sold` is gone.
# The old object was moved to the new class, but the name `Tea` in your notebook still means the old class.
# After `importlib.reload` it was the other way round: there the object stayed behind.
# The stale class is a known limit ([ipython#13258](https://github.com/ipython/ipython/issues/13258)): `isinstance`, `except` and `singledispatch` then miss.
#
# ## A changed base class goes unnoticed
#
# `%autoreload now` does at once what mode 2 does before a cell.

# %%
edit("class Tea(Food)", "class Tea(Drink)")
# %autoreload now
print("tax after %autoreload:", prices.Tea.tax)
importlib.reload(prices)
print("tax after importlib.reload:", prices.Tea.tax)
#> tax after %autoreload: 0
#> prices.py runs once more
#> tax after importlib.reload: 20

# %% [markdown]
# The file says `Tea(Drink)`, and `prices.Tea` is still a `Food`.
# The comparison looks into the body of a class, finds nothing to patch there, and is content.
# No message appears.
#
# ## After a syntax error the old code goes on
#
# You save a file with the colon missing.
# IPython prints a long traceback with your next cell, even twice; here are its first line and the error in it.

# %%
import io
from contextlib import redirect_stderr
from IPython import get_ipython

edit("class Food:", "class Food")
with redirect_stderr(io.StringIO()) as log:
    get_ipython().run_line_magic("autoreload", "now")
text = log.getvalue()
lines = text[text.index("[autoreload") :].splitlines()
print(lines[0])
print(lines[-2])
print("prices.total(100):", prices.total(100))
#> [autoreload of prices failed: Traceback (most recent call last):
#> SyntaxError: expected ':'
#> prices.total(100): 190

# %% [markdown]
# The cell runs all the same, with the last code that worked.
# The message appears once for each save, and not again before the next one.
#
# ## What to do
#
# - Write `import prices` and `prices.RATE` in a notebook, and import only functions by name.
# - Look at the result in a cell after the one that changed the file.
# - After a change to a base class, an enum or a line that runs, restart the kernel and run all cells.
# - When an `isinstance` check is false for an object whose class has the right name, import the class again and make the object again.
# - When you see `[autoreload of ... failed`, repair the file first: what the cells print comes from the old code.
