from unittest.mock import MagicMock

from solution import notify, parse


def test_notify():
    callback = MagicMock()
    notify(callback, 3)
    callback.assert_called_once_with(3)


def test_parse():
    assert parse("1 + 2").is_valid
