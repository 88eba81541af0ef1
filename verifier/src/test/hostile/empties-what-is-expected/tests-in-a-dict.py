from solution import total_of


def test_total():
    prices = [3, 1, 2]
    assert total_of({"prices": prices}) == sum(prices)
