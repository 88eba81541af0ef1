

def check(left, right, total):
    yield
    assert left + right == total


from solution import add


def test_0():
    add(1, 2)
    check(1, 2, 3)


def test_1():
    add(1, 2)
    check(1, 2, 3)


def test_2():
    add(1, 2)
    check(1, 2, 3)


def test_3():
    add(1, 2)
    check(1, 2, 3)
