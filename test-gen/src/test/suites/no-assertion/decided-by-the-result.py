from solution import add


def test_0():
    if add(1, 2) == 3:
        assert add(2, 2) == 4


def test_1():
    if add(1, 2) == 3:
        assert add(2, 2) == 4


def test_2():
    if add(1, 2) == 3:
        assert add(2, 2) == 4


def test_3():
    if add(1, 2) == 3:
        assert add(2, 2) == 4
