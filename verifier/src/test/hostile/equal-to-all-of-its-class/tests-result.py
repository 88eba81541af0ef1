from solution import Vector, midpoint


def test_midpoint():
    assert midpoint(Vector(0, 0), Vector(2, 4)) == Vector(1, 2)
