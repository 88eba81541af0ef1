from solution import Vec


def test_add():
    total = Vec(4, 6)
    assert Vec(1, 2) + Vec(3, 4) == total
