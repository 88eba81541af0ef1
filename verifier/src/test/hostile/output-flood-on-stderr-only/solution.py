import sys


def add(a, b):
    while True:
        sys.stderr.write("x" * 1_000)
