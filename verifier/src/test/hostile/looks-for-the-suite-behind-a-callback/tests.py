from solution import f


EXPECTED = 3


def test_f():
    expected = 3
    assert f(lambda b: b, 2) == expected
