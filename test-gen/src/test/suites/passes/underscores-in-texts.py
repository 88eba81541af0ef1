from solution import add


def test_small():
    assert add("____ab__", "__init__") == "____ab____init__"


def test_zero():
    assert add(0, 0) == 0


def test_negative():
    assert add(-1, -2) == -3
