from solution import Vector


def test_add():
    assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6)
    assert Vector(1, 2) != Vector(2, 1)
