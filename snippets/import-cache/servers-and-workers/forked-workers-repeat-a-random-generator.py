import random
from multiprocessing import get_context

own = random.Random()  # made at import


def draw(queue):
    queue.put((own.random(), random.random()))


if __name__ == "__main__":
    fork = get_context("fork")
    queue = fork.SimpleQueue()
    for _ in range(2):
        worker = fork.Process(target=draw, args=[queue])
        worker.start()
        worker.join()
    one, two = queue.get(), queue.get()
    print("own generator repeats:", one[0] == two[0])
    #> own generator repeats: True
    print("random.random() repeats:", one[1] == two[1])
    #> random.random() repeats: False

# /// script
# [tool.deepcuts]
# systems = ["linux", "darwin"]
# ///
