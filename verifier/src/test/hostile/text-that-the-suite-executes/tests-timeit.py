import timeit

from solution import total, work


def test_work():
    assert timeit.timeit(work, number=1) < 5
    assert total([1, 2]) == 3
