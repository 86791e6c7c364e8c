print("old.py runs, and its source is gone")
