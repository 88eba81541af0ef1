from solution import my_sort


def test_sort():
    cases = [[3, 1, 2], [2, 1]]
    assert list(map(my_sort, cases)) == [sorted(case) for case in cases]
