import multiprocessing

import shared_state


def work(connection):
    connection.send((__name__, shared_state.value))
    shared_state.value = "changed by the child"


if __name__ == "__main__":
    shared_state.value = "changed by the parent"

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(sender,))
    child.start()
    print("the child began with:", *receiver.recv())
    #> the child began with: __mp_main__ as in the file
    child.join()
    print("the parent still has:", shared_state.value)
    #> the parent still has: changed by the parent
