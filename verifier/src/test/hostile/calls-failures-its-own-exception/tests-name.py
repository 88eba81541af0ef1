from solution import ParseError, parse


def test_parse():
    try:
        assert parse("1") == 1
    except ParseError:
        pass
