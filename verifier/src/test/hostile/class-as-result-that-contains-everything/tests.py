from solution import primes


def test_primes():
    assert 7 in primes(10) and 5 in primes(10)
