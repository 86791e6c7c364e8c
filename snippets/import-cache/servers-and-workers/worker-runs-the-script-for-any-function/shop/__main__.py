from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from work import double

print("this file runs as", __name__, flush=True)

if __name__ == "__main__":
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        print("from the worker:", *pool.map(double, [21]))
