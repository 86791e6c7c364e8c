import multiprocessing
import os

import state


def work(connection):
    connection.send((state.imported_by, os.getpid()))


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    receiver, sender = context.Pipe(duplex=False)
    importers = []
    for _ in range(2):
        child = context.Process(target=work, args=(sender,))
        child.start()
        imported_by, child_id = receiver.recv()
        child.join()
        importers.append(imported_by)
        print("the child imported it:", imported_by == child_id)
        #> the child imported it: False
        #> the child imported it: False

    print("one import for both:", importers[0] == importers[1])
    #> one import for both: True
    print("it was yours:", os.getpid() in importers)
    #> it was yours: False

# /// script
# [tool.deepcuts]
# systems = ["linux", "darwin"]
# changed = ["3.13.8"]
# ///
