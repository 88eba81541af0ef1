from solution import LinkedList


def test_list():
    expected = [1, 2, 3]
    linked = LinkedList()
    assert linked == expected
    assert linked.to_list() == expected
