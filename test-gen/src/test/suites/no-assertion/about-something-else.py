

def helper(x):
    return x + 1


from solution import add


def test_0():
    other = helper(1)
    add(1, 2)
    assert other == 2


def test_1():
    other = helper(1)
    add(1, 2)
    assert other == 2


def test_2():
    other = helper(1)
    add(1, 2)
    assert other == 2


def test_3():
    other = helper(1)
    add(1, 2)
    assert other == 2
