from solution import Card


def test_sort():
    three, one, two = Card(3), Card(1), Card(2)
    assert sorted([three, one, two]) == [one, two, three]
