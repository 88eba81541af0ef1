from solution import *


def test_half():
    assert abs(half(3) - 1.5) < 1e-9


def test_halves():
    assert all(one == other / 2 for one, other in zip(halves([1, 2]), [1, 2]))
