from solution import add


def test_a():
    assert add(1, 2) == 3


def test_b():
    assert add(2, 2) == 4
