import saves_and_ends

VERSION = 1
print("asgi.py runs as", __name__, "| version", VERSION, flush=True)


async def app(scope, receive, send):
    await receive()  # lifespan.startup
    await send({"type": "lifespan.startup.complete"})
    saves_and_ends.now(VERSION)
    await receive()  # lifespan.shutdown
    await send({"type": "lifespan.shutdown.complete"})
