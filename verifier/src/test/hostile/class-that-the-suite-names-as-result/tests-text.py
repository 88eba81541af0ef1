from solution import Greeter, greet


def test_greeter():
    assert Greeter("Hi").word == "Hi"


def test_greet():
    assert greet("Bob").startswith("Hello, ")
