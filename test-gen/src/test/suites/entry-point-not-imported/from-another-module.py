from answer import plus


def test_small():
    assert plus(1, 2) == 3


def test_zero():
    assert plus(0, 0) == 0


def test_negative():
    assert plus(-1, -2) == -3
