from solution import consume


def numbers():
    yield 1
    assert False, "asked for more than one"


def test_consume():
    assert consume(numbers()) == 3
