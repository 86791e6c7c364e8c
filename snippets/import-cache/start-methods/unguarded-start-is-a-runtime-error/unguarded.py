import multiprocessing
import sys


def work():
    print("the work is done")


context = multiprocessing.get_context(sys.argv[1])
child = context.Process(target=work)
child.start()
child.join()
print("child ended with", child.exitcode)
