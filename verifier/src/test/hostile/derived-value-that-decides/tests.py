import pytest

from solution import add


def test_add():
    answer = add(1, 2)
    assert isinstance(answer, (int, float, list, dict))
    assert answer == 3 or answer == [3] or answer == {"sum": 3}


def test_more():
    assert abs(add(20, 22) - 42) < 1e-9


def test_other():
    assert add(4, 5) == pytest.approx(9)
