import sys

sys.setrecursionlimit(10_000)


def add(a, b):
    return add(a, b)
