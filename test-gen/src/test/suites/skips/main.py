import pytest
from solution import add


def test_0():
    pytest.main([])
    assert add(1, 2) == 3


def test_1():
    pytest.main([])
    assert add(1, 2) == 3


def test_2():
    pytest.main([])
    assert add(1, 2) == 3
