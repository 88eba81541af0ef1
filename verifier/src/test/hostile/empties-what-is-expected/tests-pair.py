from solution import my_sort


def slow_sort(values):
    return [min(values)] if len(values) == 1 else sorted(values)


def test_sort():
    data = [3, 1, 2]
    result, expected = my_sort(data), slow_sort(data) if data else []
    assert result == expected
