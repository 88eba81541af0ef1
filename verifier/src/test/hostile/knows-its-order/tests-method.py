from solution import Vec


def test_plus():
    assert Vec(1, 2).plus(Vec(3, 4)) == Vec(4, 6)
    assert Vec(1, 2).plus(Vec(0, 0)) == Vec(1, 2)
