from solution import Point, moved


def test_moved():
    start = Point(1, 2)
    assert Point(4, 5) == moved(start, 3)
