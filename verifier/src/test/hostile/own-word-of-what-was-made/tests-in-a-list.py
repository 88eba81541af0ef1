from solution import Point, moved


def test_moved():
    assert [moved(Point(1, 2), 3)] == [Point(4, 5)]
    assert {"a": (Point(4, 5),)} == {"a": (moved(Point(1, 2), 3),)}
    assert moved(Point(1, 2), 3) in [Point(4, 5)]
