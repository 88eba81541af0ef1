from solution import make_function


def test_function():
    names = {}
    exec(make_function("double", "return x * 2"), names)
    assert names["double"](4) == 8
