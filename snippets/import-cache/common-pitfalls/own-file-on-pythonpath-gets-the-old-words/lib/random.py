print("random.py runs")
