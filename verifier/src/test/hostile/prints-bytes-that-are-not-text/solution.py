import os


def add(a, b):
    os.write(1, b"\xff\x00" * 10_000)
    os.write(2, bytes(range(256)) * 100)
    return a + b
