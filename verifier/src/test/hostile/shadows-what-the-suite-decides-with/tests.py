import math

from solution import *


def test_half():
    assert math.isclose(half(3), 1.5)
