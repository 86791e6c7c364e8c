def add(day, note):
    return {day: note}
