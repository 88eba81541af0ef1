from solution import Parity, parity


def test_even():
    assert parity(4) is Parity.EVEN


def test_odd():
    assert parity(3) is Parity.ODD
