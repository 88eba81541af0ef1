from solution import Point


def test_repr():
    assert eval(f"{Point(1, 2)!r}") == (1, 2)
