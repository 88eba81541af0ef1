from solution import my_sort


def test_sort():
    data = [3, 1, 2]
    expected = [1, 2, 3]
    result = my_sort(data)
    count = len(data)
    for at in range(count):
        assert result[at] == expected[at]
