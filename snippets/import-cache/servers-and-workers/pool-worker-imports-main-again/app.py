from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

print("app.py runs as", __name__, flush=True)


def name_of_main(_):
    return __name__


if __name__ == "__main__":
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        print("in the worker:", *pool.map(name_of_main, [1]))
