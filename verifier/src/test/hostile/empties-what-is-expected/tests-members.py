from solution import my_sort


def test_sort():
    data = [3, 1, 2]
    result = my_sort(data)
    assert len(result) == len(data)
    assert all(value in result for value in data)
