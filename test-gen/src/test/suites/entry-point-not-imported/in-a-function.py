

def test_small():
    from solution import add
    assert add(1, 2) == 3


def test_zero():
    from solution import add
    assert add(0, 0) == 0


def test_negative():
    from solution import add
    assert add(-1, -2) == -3
