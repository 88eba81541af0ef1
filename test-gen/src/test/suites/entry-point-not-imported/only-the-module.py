import solution


def test_small():
    assert solution.add(1, 2) == 3


def test_zero():
    assert solution.add(0, 0) == 0


def test_negative():
    assert solution.add(-1, -2) == -3
