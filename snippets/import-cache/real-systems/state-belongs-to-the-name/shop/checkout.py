from shop import basket


def add(item):
    basket.items.append(item)
