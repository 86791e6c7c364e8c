import os
import signal

import uvicorn

print("main.py runs as", __name__)
#> main.py runs as __main__
#> main.py runs as main


async def app(scope, receive, send):
    print("the app that answers is the one of", __name__)
    #> the app that answers is the one of main
    await receive()  # lifespan.startup
    await send({"type": "lifespan.startup.complete"})
    os.kill(os.getpid(), signal.SIGINT)  # ends the demonstration
    await receive()  # lifespan.shutdown
    await send({"type": "lifespan.shutdown.complete"})


if __name__ == "__main__":
    uvicorn.run("main:app", port=0, log_level="warning")

# /// script
# dependencies = ["uvicorn==0.54.0"]
# [tool.deepcuts]
# systems = ["linux", "darwin"]
# ///
