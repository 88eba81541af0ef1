from solution import my_sort


def test_properties():
    data = [3, 1, 2]
    result = my_sort(data)
    assert len(result) == len(data)
    assert all(result[at] <= result[at + 1] for at in range(len(result) - 1))
    assert sorted(result) == [1, 2, 3]
