import multiprocessing

import shared_state


def work(connection):
    connection.send(shared_state.value)
    shared_state.value = "changed by the child"


shared_state.value = "changed by the parent"

context = multiprocessing.get_context("fork")
receiver, sender = context.Pipe(duplex=False)
child = context.Process(target=work, args=(sender,))
child.start()
child.join()

print("the child began with:", receiver.recv())
#> the child began with: changed by the parent
print("the parent still has:", shared_state.value)
#> the parent still has: changed by the parent
