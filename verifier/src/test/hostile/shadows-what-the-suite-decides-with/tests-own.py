from solution import *


def near(one, other):
    return -1e-9 < one - other < 1e-9


def test_half():
    assert near(half(3), 1.5)
