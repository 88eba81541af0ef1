import pytest

from solution import Bank


def test_errors():
    bank = Bank()
    with pytest.raises(Bank.Missing):
        bank.find("a")
    with pytest.raises(Bank.Closed):
        bank.close("a")
