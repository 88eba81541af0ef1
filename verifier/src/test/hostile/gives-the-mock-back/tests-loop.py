from unittest.mock import MagicMock

from solution import notify, parse


def test_notify():
    notify(MagicMock(), 3)


def test_parse():
    for token in parse("1 + 2"):
        assert token in ("1", "+", "2")
