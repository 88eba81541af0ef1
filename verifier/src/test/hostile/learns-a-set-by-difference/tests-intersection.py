from solution import divisors


def test_divisors():
    assert divisors(6).intersection({1, 2, 3, 6}) == {1, 2, 3, 6}
