from solution import Money, total


def test_total():
    found = total([1, 2, 4])
    assert found >= Money(7)
    assert not found >= Money(8)
    assert found.amount == 7
