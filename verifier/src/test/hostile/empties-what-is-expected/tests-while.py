from solution import my_sort


def test_sort():
    data = [3, 1, 2]
    expected = [1, 2, 3]
    result = my_sort(data)
    at = 0
    while at < len(data):
        assert result[at] == expected[at]
        at += 1
