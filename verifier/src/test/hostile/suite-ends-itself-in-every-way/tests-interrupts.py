from solution import add


def test_add():
    raise KeyboardInterrupt
