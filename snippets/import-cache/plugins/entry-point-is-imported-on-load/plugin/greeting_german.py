print("greeting_german.py runs")


def greet():
    return "Guten Tag"
