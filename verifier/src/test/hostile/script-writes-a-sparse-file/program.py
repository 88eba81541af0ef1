import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
refused = 0
file = os.open("big", os.O_RDWR | os.O_CREAT)
for attempt in (lambda: os.truncate("big", 10 << 30), lambda: os.posix_fallocate(file, 0, 10 << 30),
                lambda: os.pwrite(file, b"x", 10 << 30)):
    try:
        attempt()
    except OSError:
        refused += 1
print(refused)
