import pytest

from solution import Sorter


@pytest.fixture
def sorter():
    return Sorter()


def test_sort(sorter):
    data = [3, 1, 2]
    assert sorter.sort(data) == sorted(data)
