print("__main__.py runs")
who = "__main__.py"
