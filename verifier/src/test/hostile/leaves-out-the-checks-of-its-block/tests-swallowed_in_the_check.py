import pytest

from solution import Account, Transaction


def test_commit():
    with Transaction(Account(100)) as transaction:
        assert transaction.withdraw(30) == 70


def test_error():
    with pytest.raises(ValueError):
        Account(-1)
