from solution import greet
def test_g():
    assert greet('Bob').startswith('Hello, Bob')
