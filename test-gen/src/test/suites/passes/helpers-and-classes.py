import math
import random
from solution import add


def check(left, right, total):
    assert add(left, right) == total


class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = right


class TestAdd:
    def test_one(self):
        pair = Pair(1, 2)
        pair.left = 5
        assert add(pair.left, pair.right) == 7

    def test_two(self):
        check(1, 2, 3)


def test_properties():
    rng = random.Random(7)
    for _ in range(100):
        left, right = rng.randint(0, 99), rng.randint(0, 99)
        assert add(left, right) == add(right, left)
        assert add(left, right) == left + right


def test_close():
    assert math.isclose(add(0.1, 0.2), 0.3, rel_tol=1e-9)


def test_raises_by_hand():
    try:
        add("x", None)
        assert False, "must raise"
    except TypeError:
        pass


def test_reraises():
    try:
        total = add(1, 1)
    except Exception as error:
        raise AssertionError("must not raise") from error
    assert total == 2
