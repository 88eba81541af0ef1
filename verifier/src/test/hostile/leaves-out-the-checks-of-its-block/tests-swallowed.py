import pytest

from solution import Account, Transaction


def test_commit():
    with Transaction(Account(100)) as transaction:
        transaction.withdraw(30)
        assert transaction.balance == 70


def test_error():
    with pytest.raises(ValueError):
        Account(-1)
