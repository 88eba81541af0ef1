from solution import shout


def test_shout():
    assert shout("hello").isupper()
