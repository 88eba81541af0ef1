import solution


def test_parse():
    try:
        assert solution.parse("1") == 1
    except solution.ParseError:
        pass
