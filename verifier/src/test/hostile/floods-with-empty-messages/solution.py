import os


def add(a, b):
    nothing = bytes(1 << 16)
    while True:
        os.write(201, nothing)
