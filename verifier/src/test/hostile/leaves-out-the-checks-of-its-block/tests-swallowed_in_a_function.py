import pytest

from solution import Account, Transaction


def verify(transaction):
    transaction.withdraw(30)
    assert transaction.balance == 70


def test_commit():
    with Transaction(Account(100)) as transaction:
        verify(transaction)


def test_error():
    with pytest.raises(ValueError):
        Account(-1)
