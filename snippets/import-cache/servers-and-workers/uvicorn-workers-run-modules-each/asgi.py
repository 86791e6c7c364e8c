import os

import ends_soon

print("asgi.py runs as", __name__, flush=True)
counter = 0
pid = os.getpid()


async def app(scope, receive, send):
    await receive()  # lifespan.startup
    await send({"type": "lifespan.startup.complete"})
    ends_soon.once_started(workers=2)
    await receive()  # lifespan.shutdown
    await send({"type": "lifespan.shutdown.complete"})
