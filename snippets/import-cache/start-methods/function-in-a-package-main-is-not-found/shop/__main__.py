from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def work(number):
    return 2 * number


if __name__ == "__main__":
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        try:
            print(*pool.map(work, [21]))
        except Exception as error:
            print("in the parent:", type(error).__name__)
