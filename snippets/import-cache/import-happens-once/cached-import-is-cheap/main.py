import timeit

first = timeit.timeit("import demo_module", number=1)
later = min(timeit.repeat("import demo_module", number=1000)) / 1000
print("a cached import is 100 times faster:", first > 100 * later)
#> a cached import is 100 times faster: True

look_up = 'sys.modules["demo_module"]'
bare = min(timeit.repeat(look_up, "import sys", number=1000)) / 1000
print("looking in the dictionary is faster still:", bare < later)
#> looking in the dictionary is faster still: True
