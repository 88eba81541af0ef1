from solution import add


def test_0():
    check = lambda: add(1, 2) == 3


def test_1():
    check = lambda: add(1, 2) == 3


def test_2():
    check = lambda: add(1, 2) == 3


def test_3():
    check = lambda: add(1, 2) == 3
