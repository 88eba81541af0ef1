from solution import Vec


def test_add():
    assert Vec(1, 2) + Vec(3, 4) == Vec(4, 6)
    assert Vec(1, 2) + Vec(0, 0) == Vec(1, 2)


def test_scale():
    assert Vec(1, 2) * 3 == Vec(3, 6)


def test_add_and_scale():
    assert Vec(2, 2) + Vec(1, 1) == Vec(3, 3)
    assert Vec(3, 2) * 2 == Vec(6, 4)
