from solution import divisors


def test_divisors():
    assert divisors(6).symmetric_difference({1, 2, 3, 6}) == set()
