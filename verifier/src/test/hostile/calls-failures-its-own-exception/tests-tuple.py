from solution import Failures, parse


def test_parse():
    try:
        assert parse("1") == 1
    except Failures:
        pass
