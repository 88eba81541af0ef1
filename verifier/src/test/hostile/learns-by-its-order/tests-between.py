from solution import Money, total


def test_total():
    found = total([1, 2, 4])
    assert Money(7) <= found <= Money(7)
    assert found.amount == 7
