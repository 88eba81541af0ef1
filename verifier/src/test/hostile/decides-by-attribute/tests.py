from solution import greet


def test_greet():
    assert greet("Bob").startswith("Hello, ")
