import os


def add(a, b):
    if os.fork() == 0:
        while True:
            pass
    os.wait()
