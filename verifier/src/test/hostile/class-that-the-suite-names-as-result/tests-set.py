from solution import Greeter, primes


def test_greeter():
    assert Greeter("Hi").word == "Hi"


def test_primes():
    assert 7 in primes(10) and 5 in primes(10)
