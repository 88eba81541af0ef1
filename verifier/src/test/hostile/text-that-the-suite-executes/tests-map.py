from solution import simplify


def test_simplify():
    assert list(map(eval, [simplify("2 + 3 * 4"), simplify("(1 + 1) * 5")])) == [14, 10]
