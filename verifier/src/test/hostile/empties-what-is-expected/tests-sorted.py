from solution import my_sort


def test_sort():
    data = [3, 1, 2]
    assert my_sort(data) == sorted(data)
