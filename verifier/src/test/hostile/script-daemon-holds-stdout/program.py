import os
import time

print(3, flush=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(1_000)
    os._exit(0)
