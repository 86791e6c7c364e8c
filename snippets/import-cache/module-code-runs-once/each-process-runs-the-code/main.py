import multiprocessing

import settings


def report(pipe):
    pipe.send(settings.where)


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=report, args=(theirs,))
    child.start()
    name, pid = ours.recv()
    child.join()

    print("names:", settings.where[0], name)
    #> names: settings settings
    print("same process:", settings.where[1] == pid)
    #> same process: False
