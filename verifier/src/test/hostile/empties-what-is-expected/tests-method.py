from solution import LinkedList


def test_list():
    items = [1, 2, 3]
    linked = LinkedList()
    linked.extend(items)
    assert list(linked) == items
