import events


def notify(order):
    return f"order {order}"


events.subscribers.append(notify)
