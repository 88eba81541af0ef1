import sys

sys.setrecursionlimit(2**31 - 1)


def add(a, b):
    one, other = [], []
    for _ in range(1_000_000):
        one, other = [one], [other]
    return one == other
