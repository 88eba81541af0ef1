from solution import Card


def test_max():
    one, two, three = Card(1), Card(2), Card(3)
    assert max([one, two, three]) == three
    assert max([two, one]) == two
