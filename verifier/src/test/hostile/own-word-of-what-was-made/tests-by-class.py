from solution import Point, moved


def test_moved():
    found = moved(Point(1, 2), 3)
    assert isinstance(found, Point)
    assert found in [Point(4, 5), Point(5, 4)]
