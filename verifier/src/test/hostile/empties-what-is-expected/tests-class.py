from solution import LinkedList


def test_list():
    items = [1, 2, 3]
    assert list(LinkedList(items)) == items
