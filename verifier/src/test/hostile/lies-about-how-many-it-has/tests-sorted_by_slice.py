from solution import my_sort


def test_properties():
    result = my_sort([3, 1, 2])
    assert len(result) == 3
    assert all(one <= other for one, other in zip(result, result[1:]))
    assert sorted(result) == [1, 2, 3]
