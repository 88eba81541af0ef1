import sys

sys.stdout = None
sys.__stdout__ = 7


def add(a, b):
    return a + b
