import threading

answers = []


def work():
    import service

    answers.append(service.limit)


thread = threading.Thread(target=work)
thread.start()
thread.join(timeout=0.3)
print("still waiting:", thread.is_alive())
limit = 10
