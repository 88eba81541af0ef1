from solution import Number, Sum, parse


def test_sum():
    assert parse("1 + 2") == Sum(Number(1), Number(2))
