from solution import simplify


def test_simplify():
    assert eval(simplify("2 + 3 * 4")) == 14
