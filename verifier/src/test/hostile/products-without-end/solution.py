import itertools


def add(a, b):
    return sum(1 for _ in itertools.product(range(1_000), repeat=10))
