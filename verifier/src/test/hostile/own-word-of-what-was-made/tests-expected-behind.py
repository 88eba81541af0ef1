from solution import Point, moved


def test_moved():
    start = Point(1, 2)
    assert moved(start, 3) == Point(4, 5)
    assert moved(start, 1) == Point(2, 3)
