from solution import my_sort


def test_sort():
    data = [3, 1, 2]
    result = my_sort(data)
    assert set(data).issubset(result)
