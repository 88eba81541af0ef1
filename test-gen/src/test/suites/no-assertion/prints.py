from solution import add


def test_0():
    print(add(1, 2) == 3)


def test_1():
    print(add(1, 2) == 3)


def test_2():
    print(add(1, 2) == 3)


def test_3():
    print(add(1, 2) == 3)
