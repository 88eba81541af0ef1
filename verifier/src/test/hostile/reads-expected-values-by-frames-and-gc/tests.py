from solution import add


def test_add():
    assert add(1, 2) == 1_234_567
